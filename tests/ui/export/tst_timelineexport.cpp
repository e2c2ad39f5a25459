#include "export/picturepainter.h"
#include "export/timelineexport.h"

#include "../geometry/tracetext.h"

#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace interleave;

/// Pictures of timelines in files.
class TimelineExportTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    const TimelineSource m_source = sourceOf(ordersTrace());

    QByteArray written(const char *name, const ExportOptions &options)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        const std::optional<QString> error = exportTimeline(m_source, options, path);
        if (error)
            qFatal("%s", qPrintable(*error));
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static int pixelsOf(const QImage &image, Argb color)
    {
        int count = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                count += (image.pixel(x, y) | 0xFF000000u) == color ? 1 : 0;
        }
        return count;
    }

private Q_SLOTS:
    void aPngIsAsLargeAsAskedForAndShowsEveryState()
    {
        ExportOptions options;
        options.width = 1300;
        const QImage image = QImage::fromData(written("a.png", options));
        QCOMPARE(image.width(), 1300);
        QVERIFY(image.height() > 500);
        const ThemeColors &dark = ThemeColors::dark();
        for (const Argb color : {dark.background, dark.running, dark.completed, dark.channel})
            QVERIFY2(pixelsOf(image, color) > 20, qPrintable(QString::number(color, 16)));
        // Slanted edges are smooth, so there is little of the pure colours of a cross and of diamonds.
        QVERIFY(pixelsOf(image, dark.failed) > 3);
        QVERIFY(pixelsOf(image, dark.message) > 3);
    }

    void aLightPngIsLight()
    {
        ExportOptions options;
        options.light = true;
        const QImage image = QImage::fromData(written("light.png", options));
        QVERIFY(pixelsOf(image, ThemeColors::light().background) > image.width() * image.height() / 3);
        QCOMPARE(pixelsOf(image, ThemeColors::dark().background), 0);
    }

    void aPngOfTwiceTheScaleHasTwiceThePixels()
    {
        ExportOptions options;
        options.pixelRatio = 2.0;
        options.height = 300;
        const QImage image = QImage::fromData(written("large.png", options));
        QCOMPARE(image.size(), QSize(2880, 600));
    }

    void anSvgKeepsWordsAsWords()
    {
        const QByteArray svg = written("a.svg", {});
        QVERIFY(svg.contains("<svg"));
        QVERIFY(svg.contains("producer"));
        QVERIFY(svg.contains("put 2 \xe2\x86\x92 orders") || svg.contains("put 2 &#8594; orders"));
        QVERIFY(!svg.contains("<image"));
    }

    void aPdfIsOnePage()
    {
        const QByteArray pdf = written("a.pdf", {});
        QVERIFY(pdf.startsWith("%PDF-"));
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
    }

    void anUnknownEndingAndAFolderThatIsNotThereAreSaid()
    {
        const std::optional<QString> ending = exportTimeline(m_source, {}, m_folder.filePath(QStringLiteral("a.gif")));
        QVERIFY(ending && ending->contains(QStringLiteral(".png, .svg or .pdf")));
        QVERIFY(exportTimeline(m_source, {}, m_folder.filePath(QStringLiteral("no/such/a.png"))));
    }

    void aRunWithoutEventsGivesAPictureToo()
    {
        const TimelineSource empty = sourceOf(traceFrom("asqtrace text 1\nprogram \"p\"\n"));
        QVERIFY(!exportTimeline(empty, {}, m_folder.filePath(QStringLiteral("empty.png"))));
    }

    void aPictureIsPaintedShapeByShape()
    {
        Picture picture;
        picture.width = picture.height = 40.0f;
        picture.layers[Picture::Rows].quads.append(Picture::Quad{0, 0, 40, 40, 0xFF000000});
        picture.layers[Picture::Bars].quads.append(Picture::Quad{10, 10, 20, 20, 0xFFFF0000});
        picture.layers[Picture::Overlay].quads.append(Picture::Quad{18, 0, 4, 40, 0xFF00FF00});
        QImage image(50, 50, QImage::Format_RGB32);
        image.fill(0xFFFFFFFF);
        QPainter painter(&image);
        paintPicture(painter, picture, FontMeasure());
        painter.end();
        QCOMPARE(image.pixel(12, 12), 0xFFFF0000);
        QCOMPARE(image.pixel(20, 20), 0xFF00FF00);
        QCOMPARE(image.pixel(5, 5), 0xFF000000);
        QCOMPARE(image.pixel(45, 45), 0xFFFFFFFF);
    }
};

QTEST_MAIN(TimelineExportTest)
#include "tst_timelineexport.moc"
