#include "includecheck.h"

#include <QRegularExpression>

namespace {

// The libraries beside Qt that the table names, by how their headers begin.
QString libraryOf(const QString &header)
{
    static const QMap<QString, QString> libraries = {
        {QStringLiteral("google/protobuf/"), QStringLiteral("protobuf")},
        {QStringLiteral("qcoro"), QStringLiteral("QCoro")},
        {QStringLiteral("QCoro"), QStringLiteral("QCoro")},
        {QStringLiteral("simdjson"), QStringLiteral("simdjson")},
        {QStringLiteral("sqlite3"), QStringLiteral("SQLite")},
        {QStringLiteral("zdict"), QStringLiteral("zstd")},
        {QStringLiteral("zlib"), QStringLiteral("zlib")},
        {QStringLiteral("zstd"), QStringLiteral("zstd")},
    };
    for (auto it = libraries.begin(); it != libraries.end(); ++it) {
        if (header.startsWith(it.key()))
            return it.value();
    }
    return {};
}

bool isGenerated(const QString &header)
{
    return header.endsWith(QLatin1String(".moc")) || header.endsWith(QLatin1String(".pb.h"))
        || header.startsWith(QLatin1String("moc_"));
}

class Checker
{
public:
    Checker(const SourceTree &tree, const LayerTable &table, const QtModules &qt)
        : m_tree(tree), m_table(table), m_qt(qt)
    {
        static const QRegularExpression uri(QStringLiteral("\\bURI\\s+([A-Za-z.]+)"));
        for (auto it = tree.files.begin(); it != tree.files.end(); ++it) {
            if (it.key().endsWith(QLatin1String("CMakeLists.txt"))) {
                for (const QRegularExpressionMatch &match : uri.globalMatch(QString::fromUtf8(it.value())))
                    m_qmlModules.insert(match.captured(1), layerOf(it.key()));
            }
        }
    }

    QStringList run()
    {
        for (auto it = m_tree.files.begin(); it != m_tree.files.end(); ++it) {
            if (!it.key().endsWith(QLatin1String("CMakeLists.txt")))
                checkFile(it.key(), QString::fromUtf8(it.value()));
        }
        return m_findings;
    }

private:
    void checkFile(const QString &path, const QString &text)
    {
        static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"));
        static const QRegularExpression import(QStringLiteral("^\\s*import\\s+([A-Za-z][A-Za-z0-9.]*)"));
        m_path = path;
        m_layer = layerOf(path);
        m_reach = m_table.reach(m_layer);
        m_line = 0;
        if (!m_layer.isEmpty() && !m_table.contains(m_layer))
            report(QStringLiteral("the table of layers has no row for %1").arg(m_layer));
        const bool isQml = path.endsWith(QLatin1String(".qml"));
        const QStringList lines = text.split(QLatin1Char('\n'));
        for (const QString &line : lines) {
            ++m_line;
            const QRegularExpressionMatch match = (isQml ? import : include).match(line);
            if (!match.hasMatch())
                continue;
            if (isQml)
                checkImport(match.captured(1));
            else if (match.captured(1) == QLatin1String("<"))
                checkOutside(match.captured(2));
            else if (!m_layer.isEmpty())
                checkOwn(match.captured(2));
        }
    }

    void checkOutside(const QString &header)
    {
        static const QRegularExpression prefixed(QStringLiteral("^Qt[A-Z]\\w*/"));
        if (prefixed.match(header).hasMatch()) {
            report(QStringLiteral("<%1> names its Qt module; leave that out, so that the link line checks it")
                       .arg(header));
            return;
        }
        const QString library = libraryOf(header);
        checkUse(library.isEmpty() ? m_qt.moduleOf(header) : library, QStringLiteral("<%1>").arg(header));
    }

    void checkOwn(const QString &header)
    {
        if (isGenerated(header))
            return;
        for (const char *top : {"engine/", "ui/", "app/"}) {
            const QString path = QLatin1String(top) + header;
            if (m_tree.contains(path)) {
                checkUse(layerOf(path), QStringLiteral("\"%1\"").arg(header));
                return;
            }
        }
        // A program is no layer that others include from.
        if (m_layer.startsWith(QLatin1String("app/")) && m_tree.contains(m_layer + QLatin1Char('/') + header))
            return;
        report(QStringLiteral("\"%1\" is no file of a layer; headers are named by layer and file").arg(header));
    }

    void checkImport(const QString &uri)
    {
        if (uri.startsWith(QLatin1String("Interleave"))) {
            if (!m_qmlModules.contains(uri))
                report(QStringLiteral("no CMakeLists.txt makes the QML module %1").arg(uri));
            else
                checkUse(m_qmlModules.value(uri), QStringLiteral("import %1").arg(uri));
            return;
        }
        const QString module = uri.section(QLatin1Char('.'), 0, 0);
        checkUse(module == QLatin1String("Qt") ? QStringLiteral("QtQuick") : module,
                 QStringLiteral("import %1").arg(uri));
    }

    void checkUse(const QString &used, const QString &how)
    {
        if (!used.isEmpty() && !m_layer.isEmpty() && !m_reach.contains(used))
            report(QStringLiteral("%1 may not use %2 (%3)").arg(m_layer, used, how));
    }

    void report(const QString &what) { m_findings << finding(m_path, m_line, what); }

    const SourceTree &m_tree;
    const LayerTable &m_table;
    const QtModules &m_qt;
    QMap<QString, QString> m_qmlModules; // URI → layer
    QString m_path;
    QString m_layer;
    QSet<QString> m_reach;
    int m_line = 0;
    QStringList m_findings;
};

} // namespace

QStringList forbiddenEdges(const SourceTree &tree, const LayerTable &table, const QtModules &qt)
{
    return Checker(tree, table, qt).run();
}
