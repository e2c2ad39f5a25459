#include "protobytes.h"

#include "trace/formats/perfettoreader.h"
#include "trace/formats/textwriter.h"
#include "trace/traceverifier.h"

#include <QBuffer>
#include <QTest>

#include <zstd.h>

using namespace asq::trace;
using namespace perfettobytes;

class PerfettoReaderTest : public QObject
{
    Q_OBJECT

    static Result<Trace> read(QByteArray bytes)
    {
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::ReadOnly);
        return readPerfetto(&buffer);
    }
    /// The trace in words, without its first line; or what is wrong with it.
    static QString told(const QByteArray &bytes)
    {
        const Result<Trace> trace = read(bytes);
        if (!trace)
            return trace.error().toString();
        const QList<Contradiction> found = TraceVerifier::verify(*trace);
        if (!found.isEmpty())
            return TraceVerifier::toString(found.first());
        return writeText(*trace);
    }
    static QStringList list(std::initializer_list<const char *> lines)
    {
        QStringList result;
        for (const char *line : lines)
            result.append(QString::fromUtf8(line));
        return result;
    }
    static ProtoBytes number(quint64 track, quint64 value)
    {
        return ProtoBytes().number(9, 4).number(11, track).number(30, value);
    }
    /// A packet in which clocks show these times at one instant.
    static ProtoBytes snapshot(std::initializer_list<std::pair<quint64, quint64>> clocks,
                               const ProtoBytes &another = {})
    {
        ProtoBytes content;
        for (const auto &[clock, time] : clocks)
            content.message(1, ProtoBytes().number(1, clock).number(2, time));
        if (!another.data().isEmpty())
            content.message(1, another);
        return ProtoBytes().message(6, content);
    }
    /// A small file with a little of all, for damage to be tried on.
    static QByteArray various()
    {
        ProtoBytes interned;
        interned.message(2, ProtoBytes().number(1, 1).bytes(2, "work"))
            .message(3, ProtoBytes().number(1, 1).bytes(2, "n"));
        return file({
            processTrack(1, 10, "p"),
            threadTrack(2, 1, 10, 11, "m"),
            counterTrack(3, 1, "c", ProtoBytes().number(5, 1)),
            at(0).number(13, 1) += snapshot({{6, 5000}}, ProtoBytes().number(1, 64).number(2, 1).number(3, 1)),
            tell(at(10).number(58, 64).message(12, interned),
                 ProtoBytes().number(9, 1).number(11, 2).number(10, 1).fixed(47, 1).message(
                     4, ProtoBytes().number(1, 1).number(3, 5))),
            tell(at(5).number(58, 64), begin(2, "in")),
            tell(at(5).number(58, 64), number(3, 7)),
            tell(at(5).number(58, 64), end(2)),
            ProtoBytes().bytes(50, qCompress(file({tell(at(9000), end(2))})).mid(4)),
            tell(at(9500), ProtoBytes().message(6, ProtoBytes().number(2, 'b').number(6, 3)).number(11, 1)),
            tell(at(9600), begin(4, "last").fixed(48, 1)),
        });
    }

    /// The events alone, one a line, in the words of the text form.
    static QStringList events(const QByteArray &bytes)
    {
        QStringList lines = told(bytes).split(u'\n');
        lines.removeIf([](const QString &line) {
            return line.startsWith(QLatin1String("asqtrace")) || line.contains(QLatin1String("created "))
                || line.isEmpty() || line.startsWith(QLatin1String("remark "));
        });
        for (QString &line : lines)
            line = line.simplified();
        return lines;
    }
    static QStringList remarks(const QByteArray &bytes)
    {
        const Result<Trace> trace = read(bytes);
        return trace ? trace->remarks() : QStringList(trace.error().toString());
    }

private Q_SLOTS:
    void processesThreadsTracksCountersAndFlowsBecomeATrace()
    {
        const QByteArray whole = file({
            processTrack(1, 10, "shop"),
            threadTrack(2, 1, 10, 11, "main"),
            threadTrack(3, 1, 10, 12, "io"),
            namedTrack(4, 1, "network"),
            namedTrack(5, 4, "cache"),
            counterTrack(6, 1, "memory"),
            tell(at(1000), begin(2, "outer")),
            tell(at(2000), begin(2, "inner").fixed(47, 99)),
            tell(at(2500), instant(2, "blink")),
            tell(at(3000), end(2)),
            tell(at(3500), begin(3, "load").fixed(48, 99)),
            tell(at(3600), begin(4, "GET")),
            tell(at(3700), begin(5, "look up")),
            tell(at(3800), end(4)),
            tell(at(3900), end(5)),
            tell(at(4000), number(6, 12)),
            tell(at(4100), ProtoBytes().number(9, 4).number(11, 6).real(44, 12.5)),
            tell(at(4200), end(3)),
            tell(at(5000), end(2)),
        });
        QCOMPARE(told(whole),
                 QStringLiteral("asqtrace text 1\n"
                                "         created     program\n"
                                "         created     shop: process ^\n"
                                "         created     main: thread in shop ^\n"
                                "         created     io: thread in shop ^2\n"
                                "         created     network: track in shop ^3\n"
                                "         created     network_cache: track \"network / cache\" in shop ^4\n"
                                "         created     memory: counter in shop ^5\n"
                                "         started     main \"outer\"\n"
                                "1us      created     main_depth_1: track \"main, depth 1\" in main ^6\n"
                                "         started     main_depth_1 \"inner\"\n"
                                "         scheduled   io ^\n"
                                "1.5us    marked      main_depth_1 \"blink\"\n"
                                "2us      returned    main_depth_1\n"
                                "2.5us    started     io \"load\" ^3\n"
                                "2.6us    started     network \"GET\"\n"
                                "2.7us    started     network_cache \"look up\"\n"
                                "2.8us    returned    network\n"
                                "2.9us    returned    network_cache\n"
                                "3us      marked      memory \"12\"\n"
                                "3.1us    marked      memory \"12.5\"\n"
                                "3.2us    returned    io\n"
                                "4us      returned    main\n"));
    }

    void aFlowInTheOldFieldsAndOnEndsIsOneToo()
    {
        const QByteArray whole = file({threadTrack(2, 0, 1, 1, "a"), threadTrack(3, 0, 1, 2, "b"),
                                       tell(at(1), begin(2, "x")), tell(at(2), end(2).number(36, 5)),
                                       tell(at(3), begin(3, "y").packed(42, {5})), tell(at(4), end(3))});
        QCOMPARE(events(whole),
                 list({"started a \"x\"", "1ns scheduled b ^", "returned a", "2ns started b \"y\" ^2",
                       "3ns returned b"}));
    }

    void descriptionsMayComeBehindTheEvents()
    {
        const QByteArray whole = file({tell(at(1000), begin(2, "first")), tell(at(2000), end(2)),
                                       tell(at(1500), number(3, 5)), threadTrack(2, 1, 10, 11, "main"),
                                       counterTrack(3, 1, "load"), processTrack(1, 10, "shop")});
        QVERIFY2(told(whole).contains(QLatin1String("main: thread in shop")), qPrintable(told(whole)));
        QCOMPARE(events(whole), list({"started main \"first\"", "500ns marked load \"5\"", "1us returned main"}));
    }

    void tracksThatNobodyDescribedAreTracks()
    {
        const QByteArray whole = file(
            {tell(at(1), begin(77, "lonely")), tell(at(2), end(77)), tell(at(3), instant(0, "all"))});
        QCOMPARE(events(whole),
                 list({"started lonely \"lonely\"", "1ns returned lonely", "2ns marked program \"all\""}));
    }

    void interningHoldsUntilTheStateIsCleared()
    {
        const auto name = [](quint64 iid, const char *text) {
            return ProtoBytes().message(12, ProtoBytes().message(2, ProtoBytes().number(1, iid).bytes(2, text)));
        };
        const auto named = [](quint64 iid) { return ProtoBytes().number(9, 3).number(11, 2).number(10, iid); };
        const QByteArray whole = file({
            threadTrack(2, 0, 1, 1, "main"),
            tell((at(1) += name(1, "one")).number(13, 1), named(1)),
            tell((at(2) += name(2, "two")).number(13, 2), named(2)),
            tell(at(3).number(13, 2), named(1)),
            tell((at(4) += name(1, "another")).number(13, 1), named(1)),
            tell(at(5).number(13, 2), named(2)),        // Gone with the state before.
            tell((at(6, 8) += name(1, "else")), named(1)), // Another sequence has its own.
            tell(at(7).number(13, 2), named(1)),
        });
        QCOMPARE(events(whole),
                 list({"marked main \"one\"", "1ns marked main \"two\"", "2ns marked main \"one\"",
                       "3ns marked main \"another\"", "4ns marked main \"name 2 (lost)\"", "5ns marked main \"else\"",
                       "6ns marked main \"another\""}));
    }

    void lostPacketsAreSaidAndWhatNeedsThemIsLeftOut()
    {
        const auto at1 = [](quint64 time) { return at(time).number(13, 2); };
        const ProtoBytes first = tell(at(1).number(13, 1).number(42, 1), instant(2, "a")); // The first is no loss.
        const ProtoBytes second = tell(at1(2), instant(2, "b"));
        const QByteArray before = file({threadTrack(2, 0, 1, 1, "main"), first, second});
        const QByteArray whole = before
            + file({tell(at1(3).number(42, 1), instant(2, "c")), tell(at1(4), instant(2, "d")),
                    tell(at(5), instant(2, "needs nothing")), tell(at(6).number(13, 1), instant(2, "e")),
                    tell(at1(7), instant(2, "f"))});
        QCOMPARE(events(whole),
                 list({"marked main \"a\"", "1ns marked main \"b\"", "4ns marked main \"needs nothing\"",
                       "5ns marked main \"e\"", "6ns marked main \"f\""}));
        QCOMPARE(remarks(whole),
                 QStringList(
                     {QStringLiteral("Packets were lost while this was recorded (before byte %1).").arg(before.size()),
                      QStringLiteral("2 packets are left out since they need lost ones (the first at byte %1).")
                          .arg(before.size())}));
    }

    void defaultsNameTrackClockAndCounters()
    {
        const ProtoBytes defaults = ProtoBytes().message(
            59,
            ProtoBytes().number(58, 3).message(11,
                                               ProtoBytes().number(11, 2).number(31, 3).number(31, 4).number(45, 5)));
        const QByteArray whole = file({
            threadTrack(2, 0, 1, 1, "main"),
            counterTrack(3, 2, "ticks", ProtoBytes().number(4, 1000).number(5, 1)),
            counterTrack(4, 2, "jumps"),
            counterTrack(5, 2, "heat"),
            snapshot({{6, 1'000'000}, {3, 500'000}}),
            at(0).number(13, 1) += defaults,
            tell(at(500'100), ProtoBytes().number(9, 1).bytes(23, "x").packed(12, {1, 20}).real(46, 0.5)),
            tell(at(500'200), ProtoBytes().number(9, 2).packed(12, {2, 30})),
            tell(at(1'000'400).number(58, 6), instant(2, "boot time").number(31, 4).packed(12, {40})),
        });
        QCOMPARE(remarks(whole), QStringList());
        QCOMPARE(events(whole),
                 list({"marked ticks \"1000\"", "marked jumps \"20\"", "marked heat \"0.5\"", "started main \"x\"",
                       "100ns marked ticks \"3000\"", "marked jumps \"30\"", "returned main",
                       "300ns marked jumps \"40\"", "marked main \"boot time\""}));
    }

    void clocksOfASequenceCountOnAndFollowTheirSnapshots()
    {
        const auto own = [](quint64 time) { return at(time).number(58, 64); };
        const ProtoBytes incremental = ProtoBytes().number(1, 64).number(2, 100).number(3, 1).number(4, 1000);
        const QByteArray whole = file({
            threadTrack(2, 0, 1, 1, "main"),
            at(0) += snapshot({{6, 5'000'000}}, incremental),
            tell(own(1), instant(2, "1 us later")),
            tell(own(2), instant(2, "3 us later")),
            at(0) += snapshot({{6, 9'000'000}}, incremental), // It counts from 100 again, and drifted.
            tell(own(5), instant(2, "5 us after that")),
        });
        QCOMPARE(events(whole),
                 list({"marked main \"1 us later\"", "2us marked main \"3 us later\"",
                       "4.004ms marked main \"5 us after that\""}));
    }

    void aClockThatNothingRelatesIsRemarkedOn()
    {
        const QByteArray whole = file({threadTrack(2, 0, 1, 1, "main"), tell(at(5).number(58, 9), instant(2, "x"))});
        QCOMPARE(remarks(whole),
                 list({"Nothing says how clock 9 goes against the trace's own; its times are taken as they are."}));
    }

    void packedPacketsAreReadLikeOthers()
    {
        const QByteArray packets = file({tell(at(1), begin(2, "packed")), tell(at(2), end(2))});
        const QByteArray deflated = qCompress(packets).mid(4); // Without Qt's own four bytes of size.
        QByteArray zstd(qsizetype(ZSTD_compressBound(std::size_t(packets.size()))), '\0');
        zstd.resize(qsizetype(
            ZSTD_compress(zstd.data(), std::size_t(zstd.size()), packets.constData(), std::size_t(packets.size()), 1)));
        const QStringList expected = list({"started main \"packed\"", "1ns returned main"});
        QCOMPARE(events(file({threadTrack(2, 0, 1, 1, "main"), ProtoBytes().bytes(50, deflated)})), expected);
        QCOMPARE(events(file({threadTrack(2, 0, 1, 1, "main"), ProtoBytes().bytes(133, zstd)})), expected);
        const ProtoBytes twice = ProtoBytes().bytes(50, qCompress(file({ProtoBytes().bytes(50, deflated)})).mid(4));
        for (const ProtoBytes &bad : {ProtoBytes().bytes(50, deflated.chopped(3)), ProtoBytes().bytes(50, "no"),
                                      ProtoBytes().bytes(133, zstd.chopped(1)), ProtoBytes().bytes(133, ""), twice}) {
            const QByteArray head = file({threadTrack(2, 0, 1, 1, "main")});
            const QStringList found = remarks(head + file({bad}));
            QCOMPARE(found.first(), QStringLiteral("A packet is damaged and left out (byte %1).").arg(head.size()));
        }
    }

    void annotationsAreSummarised()
    {
        const auto note = [](const char *name) { return ProtoBytes().bytes(10, name); };
        const auto inner = ProtoBytes()
                               .number(1, 1)
                               .bytes(2, "k")
                               .message(3, ProtoBytes().number(5, 7))
                               .bytes(2, "l")
                               .message(3, ProtoBytes().number(1, 2).message(4, ProtoBytes().bytes(8, "m")));
        ProtoBytes interned;
        interned.message(3, ProtoBytes().number(1, 9).bytes(2, "url"))
            .message(29, ProtoBytes().number(1, 4).bytes(2, "/index"));
        ProtoBytes event = begin(2, "x");
        event.message(4, ProtoBytes().number(1, 9).number(17, 4))
            .message(4, note("b").number(2, 1))
            .message(4, note("u").number(3, 12))
            .message(4, note("i").number(4, quint64(-12)))
            .message(4, note("d").real(5, 0.1))
            .message(4, note("p").number(7, 255))
            .message(4, note("s").bytes(6, "text"))
            .message(4, note("dict").message(11, note("a").number(3, 1)).message(11, note("b").number(3, 2)))
            .message(4, note("list").message(12, ProtoBytes().number(3, 1)).message(12, ProtoBytes().bytes(6, "y")))
            .message(4, note("old").message(8, inner));
        QCOMPARE(events(file(
                     {threadTrack(2, 0, 1, 1, "main"), tell(at(1).message(12, interned), event), tell(at(2), end(2))})),
                 list({"started main \"x url=\\\"/index\\\" b=true u=12 i=-12 d=0.1 p=0xff s=\\\"text\\\" "
                       "dict={a=1, b=2} list=[1, \\\"y\\\"] old={k=7, l=[\\\"m\\\"]}\"",
                       "1ns returned main"}));
    }

    void aSummaryIsBounded()
    {
        ProtoBytes deep = ProtoBytes().bytes(10, "leaf").number(3, 1);
        for (int i = 0; i < 2000; ++i)
            deep = ProtoBytes().bytes(10, "n").message(11, deep);
        const QByteArray long_ = QString(100'000, QChar(0x20ac)).toUtf8();
        const QByteArray whole = file(
            {threadTrack(2, 0, 1, 1, "main"), tell(at(1), instant(2, "deep").message(4, deep)),
             tell(at(2), instant(2, "long").message(4, ProtoBytes().bytes(10, "t").bytes(6, long_)))});
        const Result<Trace> trace = read(whole);
        QVERIFY(trace.ok());
        QCOMPARE(trace->string(trace->event(trace->eventCount() - 2).value),
                 QStringLiteral("deep n={n={n={n={n={…}}}}}"));
        const QString cut = trace->string(trace->event(trace->eventCount() - 1).value);
        QVERIFY(cut.size() < 220 && cut.endsWith(u'…') && !cut.contains(QChar::ReplacementCharacter));
    }

    void placesAndLogLinesAreToldToo()
    {
        ProtoBytes interned;
        interned.message(4, ProtoBytes().number(1, 3).bytes(2, "a.cc").bytes(3, "f").number(4, 12))
            .message(20, ProtoBytes().number(1, 6).bytes(2, "hello"));
        const ProtoBytes event = instant(2, "x").number(34, 3).message(21, ProtoBytes().number(2, 6));
        QCOMPARE(events(file({threadTrack(2, 0, 1, 1, "main"), tell(at(1).message(12, interned), event)})),
                 list({"marked main \"x source=\\\"a.cc:12\\\" message=\\\"hello\\\"\""}));
    }

    void eventsOfTheOldMacrosAreReadToo()
    {
        const auto legacy = [](char phase, const ProtoBytes &more = {}) {
            return ProtoBytes().bytes(23, QByteArray("n")).message(6, ProtoBytes().number(2, quint64(phase)) += more);
        };
        const auto plus = [](quint64 delta) { return ProtoBytes().number(1, delta); };
        const ProtoBytes here = ProtoBytes().number(10, 7);
        const QByteArray whole = file({
            (ProtoBytes(here)).message(44, ProtoBytes().number(1, 10).number(2, 11).bytes(5, "main").number(6, 1000)),
            ProtoBytes().message(43, ProtoBytes().number(1, 10).bytes(6, "chrome")),
            tell(here, plus(1) += legacy('B')),
            tell(here, plus(1) += legacy('s', ProtoBytes().number(6, 3))),
            tell(here, plus(1) += legacy('E')),
            tell(here, plus(1) += legacy('X', ProtoBytes().number(3, 5))),
            tell(here, plus(1) += legacy('f', ProtoBytes().number(6, 3).number(12, 1))),
            tell(here, plus(10) += legacy('b', ProtoBytes().number(10, 1))),
            tell(here, plus(1) += legacy('n', ProtoBytes().number(10, 1))),
            tell(here, plus(1) += legacy('e', ProtoBytes().number(10, 1))),
            tell(here, plus(1) += legacy('I', ProtoBytes().number(14, 2))),
            tell(here, (plus(1) += legacy('C')).message(4, ProtoBytes().bytes(10, "free").number(4, 5))),
            tell(here, ProtoBytes().number(16, 1030) += legacy('I', ProtoBytes().number(19, 99))),
        });
        QCOMPARE(remarks(whole),
                 list({"Nothing says how clock 3 goes against the trace's own; its times are taken as they are."}));
        QCOMPARE(events(whole),
                 list({"started main \"n\"", "1us marked main ^", "2us returned main", "3us started main \"n\"",
                       "4us delivered main ^3", "8us returned main", "started n \"n\"", "15us marked n \"n\"",
                       "16us returned n", "17us marked chrome \"n\"", "18us marked n_free \"5\"",
                       "29us marked thread_99 \"n\""}));
    }

    void unknownPacketsAndFieldsAreSkipped()
    {
        const ProtoBytes unknown = ProtoBytes().number(200, 5).fixed(201, 6).bytes(202, "abc");
        ProtoBytes event = instant(2, "x");
        event += unknown;
        const QByteArray whole = ProtoBytes().number(5, 1).data() + file({unknown, ProtoBytes().bytes(1, "ftrace")})
            + ProtoBytes().bytes(2, "abc").fixed(3, 1).data()
            + file({threadTrack(2, 0, 1, 1, "main"), tell(at(1) += unknown, event)});
        QCOMPARE(events(whole), list({"marked main \"x\""}));
        QCOMPARE(remarks(whole), QStringList());
        QCOMPARE(remarks(file({unknown})), list({"There are no track events in this file."}));
    }

    void eventsOfSeveralSequencesAreSortedByTime()
    {
        const QByteArray whole = file({threadTrack(2, 0, 1, 1, "a"), threadTrack(3, 0, 1, 2, "b"),
                                       tell(at(30, 1), instant(2, "3")), tell(at(10, 2), instant(3, "1")),
                                       tell(at(20, 2), instant(3, "2"))});
        QCOMPARE(events(whole), list({"marked b \"1\"", "10ns marked b \"2\"", "20ns marked a \"3\""}));
    }

    void whatIsNoFileOfPacketsIsRefused()
    {
        QCOMPARE(remarks("{\"traceEvents\": []}"), list({"byte 0: what follows is no packet"}));
        QCOMPARE(remarks(""), list({"there are no packets in this file"}));
        QCOMPARE(remarks(QByteArray("\x0a\xff\xff\xff\xff\x7f", 6)), list({"byte 0: what follows is no packet"}));
        QVERIFY(!looksLikePerfetto("\n[{\"ph\": \"B\"}]"));
        QVERIFY(!looksLikePerfetto("asqtrace text 1\n"));
        QVERIFY(!looksLikePerfetto(""));
        QVERIFY(looksLikePerfetto(file({threadTrack(2, 0, 1, 1, "main")}).first(8)));
        QVERIFY(looksLikePerfetto(file({tell(at(1), instant(2, "x"))})));
        QVERIFY(looksLikePerfetto(file({ProtoBytes()})));
    }

    void aFileThatEndsAnywhereGivesWhatCameBefore()
    {
        const QByteArray whole = various();
        const qsizetype all = read(whole)->eventCount();
        for (qsizetype size = 1; size < whole.size(); ++size) {
            const Result<Trace> part = read(whole.first(size));
            if (!part) {
                QVERIFY(part.error().offset.has_value());
                continue;
            }
            QVERIFY(part->eventCount() <= all);
            QCOMPARE(TraceVerifier::verify(*part), QList<Contradiction>());
        }
        const QString last = remarks(whole.chopped(1)).join(u' ');
        QVERIFY2(last.contains(QLatin1String("the file ends within a packet")) && last.contains(QLatin1String("byte ")),
                 qPrintable(last));
    }

    void aFlippedBitAnywhereGivesAnErrorOrATraceThatCanHaveHappened()
    {
        const QByteArray whole = various();
        for (qsizetype at = 0; at < whole.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                QByteArray damaged = whole;
                damaged[at] = char(damaged.at(at) ^ (1 << bit));
                const Result<Trace> trace = read(damaged);
                if (!trace)
                    continue;
                const QList<Contradiction> found = TraceVerifier::verify(*trace);
                QVERIFY2(found.isEmpty(),
                         qPrintable(QStringLiteral("byte %1, bit %2: ").arg(at).arg(bit)
                                    + (found.isEmpty() ? QString() : TraceVerifier::toString(found.first()))));
            }
        }
    }
};

QTEST_APPLESS_MAIN(PerfettoReaderTest)
#include "tst_perfettoreader.moc"
