#include "geometry/elision.h"

#include <QList>

#include <algorithm>

// A text is cut into runs: names (letters and what joins them: _ / . : -) and everything else (numbers, blanks,
// signs), which stays whole. Taking one character at a time out of the longest name is quadratic in the length of a
// name, so each round takes out what is missing in one go, estimated by the mean width of the text's characters.

namespace interleave {

namespace {

struct Run {
    QString text;
    bool name = false;
    qsizetype kept = 0; ///< Of a name: how many of its characters are shown.
    QString shown() const
    {
        if (!name || kept >= text.size())
            return text;
        const qsizetype head = (kept + 1) / 2;
        return text.left(head) + QChar(0x2026) + text.right(kept - head);
    }
};

constexpr qsizetype ShortestName = 6; ///< Shorter ones are not worth cutting.
constexpr qsizetype LeastKept = 4;    ///< Of a name that is cut.

bool isNameCharacter(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'/' || c == u'.' || c == u':' || c == u'-' || c == u'$' || c.isSurrogate()
        || c.isMark();
}

// A unit stands right behind its number, or a blank behind it: "40 ms", "12ms".
bool isUnit(QStringView word)
{
    static constexpr QStringView units[] = {u"ns", u"µs", u"ms", u"s", u"min", u"h", u"B", u"of"};
    return std::find(std::begin(units), std::end(units), word) != std::end(units);
}

QList<Run> runsOf(const QString &text)
{
    QList<Run> runs;
    for (qsizetype i = 0; i < text.size();) {
        const bool name = isNameCharacter(text.at(i));
        qsizetype end = i + 1;
        while (end < text.size() && isNameCharacter(text.at(end)) == name)
            ++end;
        const QString part = text.mid(i, end - i);
        const bool afterNumber = !runs.isEmpty() && !runs.last().name
            && std::any_of(runs.last().text.begin(), runs.last().text.end(), [](QChar c) { return c.isDigit(); });
        runs.append(Run{part, name && part.size() > ShortestName && !(afterNumber && isUnit(part)), part.size()});
        i = end;
    }
    return runs;
}

QString joined(const QList<Run> &runs)
{
    QString text;
    for (const Run &run : runs)
        text += run.shown();
    return text;
}

} // namespace

QString elided(const QString &text, double width, TextRole role, const TextMeasure &measure)
{
    double have = measure.width(text, role);
    if (have <= width)
        return text;
    const double character = have / double(text.size());
    QList<Run> runs = runsOf(text);
    QString shown = text;
    while (have > width) {
        const auto longest = std::max_element(runs.begin(), runs.end(), [](const Run &a, const Run &b) {
            return (a.name ? a.kept : 0) < (b.name ? b.kept : 0); // What is no name counts as short.
        });
        if (longest == runs.end() || !longest->name || longest->kept <= LeastKept)
            return QString();
        const qsizetype missing = qsizetype((have - width) / character);
        const qsizetype take = std::clamp<qsizetype>(missing / 2, longest->kept == longest->text.size() ? 2 : 1, 64);
        longest->kept = std::max(LeastKept, longest->kept - take);
        shown = joined(runs);
        have = measure.width(shown, role);
    }
    return shown;
}

} // namespace interleave
