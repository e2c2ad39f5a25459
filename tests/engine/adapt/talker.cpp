// What the tests of processes start: says what it is told to say, and ends as it is told to.
//
//     talker lines A B … | exit CODE | crash | echo
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (std::strcmp(what, "lines") == 0) {
        for (int i = 2; i < argc; ++i)
            std::printf(i + 1 < argc ? "%s\n" : "%s", argv[i]);
        return 0;
    }
    if (std::strcmp(what, "exit") == 0)
        return std::atoi(argv[2]);
    if (std::strcmp(what, "crash") == 0)
        std::raise(SIGKILL);
    char line[200];
    while (std::fgets(line, sizeof line, stdin)) {
        std::fputs(line, stdout);
        std::fflush(stdout);
    }
    return 0;
}
