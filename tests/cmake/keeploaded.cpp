// Part of the windows' tests under the address sanitizer: libraries stay loaded, so that the report of leaks at the end
// can say whose memory it was, and leaks.supp knows which are not ours.
extern "C" int dlclose(void *)
{
    return 0;
}
