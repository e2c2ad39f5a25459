#include "viewmodel/commandmodel.h"

#include <QFile>
#include <QTest>

using interleave::CommandModel;

/// resources/docs/keys.md says what the window's own list of keys says.
class KeysPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandHasItsRowBelowItsGroupAndNoOtherRowIsThere()
    {
        QFile page(QString::fromUtf8(KEYS_PAGE));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QStringList onPage;
        QString heading;
        const QStringList lines = QString::fromUtf8(page.readAll()).split(u'\n');
        for (const QString &line : lines) {
            if (line.startsWith(QStringLiteral("## ")))
                heading = line.mid(3);
            const QStringList cells = line.split(QStringLiteral(" | "));
            if (cells.size() == 2 && !heading.startsWith(QStringLiteral("Mouse"))
                && !line.contains(QStringLiteral("---")) && cells[0] != QStringLiteral("| key"))
                onPage.append(heading + u' ' + line);
        }
        QStringList inWindow;
        const CommandModel commands;
        for (int row = 0; row < commands.rowCount(); ++row) {
            const QModelIndex index = commands.index(row);
            inWindow.append(QStringLiteral("%1 | %2 | %3 |")
                                .arg(index.data(CommandModel::GroupRole).toString(),
                                     index.data(CommandModel::KeysRole).toString(),
                                     index.data(CommandModel::TitleRole).toString()));
        }
        onPage.sort();
        inWindow.sort();
        QCOMPARE(onPage, inWindow);
    }
};

QTEST_GUILESS_MAIN(KeysPageTest)
#include "tst_keyspage.moc"
