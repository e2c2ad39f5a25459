#include "layertable.h"

#include <QRegularExpression>
#include <QStringList>

// What the row of a Qt module brings without naming it: the modules it stands on itself.
static QSet<QString> impliedBy(const QString &edge)
{
    static const QMap<QString, QStringList> implied = {
        {QStringLiteral("Qt parts"),
         {QStringLiteral("QtNetwork"), QStringLiteral("QtConcurrent"), QStringLiteral("QCoro")}},
        {QStringLiteral("nothing of ours"), {QStringLiteral("QtQuick")}},
        {QStringLiteral("QtGui"), {QStringLiteral("QtSvg")}},
        {QStringLiteral("QtQuick"),
         {QStringLiteral("QtGui"), QStringLiteral("QtQml"), QStringLiteral("QtQmlModels"), QStringLiteral("QtOpenGL"),
          QStringLiteral("QtQuickControls2")}},
        {QStringLiteral("QtQml"), {QStringLiteral("QtQmlIntegration")}},
    };
    const QStringList list = implied.value(edge);
    return QSet<QString>(list.begin(), list.end());
}

LayerTable LayerTable::parse(const QString &readme)
{
    LayerTable table;
    bool below = false;
    bool inside = false;
    const QStringList lines = readme.split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        if (line.startsWith(QLatin1String("## ")))
            below = line.startsWith(QLatin1String("## Layers"));
        else if (below && line.startsWith(QLatin1String("```")) && inside)
            break;
        else if (below && line.startsWith(QLatin1String("```")))
            inside = true;
        else if (inside)
            table.addRow(line);
    }
    return table;
}

void LayerTable::addRow(const QString &row)
{
    static const QRegularExpression bare(QStringLiteral("((?:app|engine|ui)/\\w+) → (.+?)(?=\\s{2,}|$)"));
    static const QRegularExpression full(
        QStringLiteral("^((?:app|engine|ui)/\\w+(?:, (?:app|engine|ui)/\\w+)*)\\s.*→\\s*([^→]+)$"));
    // A row without a description may hold several layers.
    if (bare.match(row, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption).hasMatch()) {
        for (const QRegularExpressionMatch &match : bare.globalMatch(row))
            addEdges(match.captured(1), match.captured(2));
        return;
    }
    const QRegularExpressionMatch match = full.match(row);
    if (!match.hasMatch())
        return;
    const QStringList layers = match.captured(1).split(QStringLiteral(", "));
    for (const QString &layer : layers)
        addEdges(layer, match.captured(2));
}

void LayerTable::addEdges(const QString &layer, const QString &text)
{
    QSet<QString> &edges = m_edges[layer];
    edges << layer << QStringLiteral("QtCore");
    const QStringList words = text.split(QLatin1Char(','));
    for (const QString &word : words) {
        const QString edge = word.trimmed();
        const QString beside = layer.section(QLatin1Char('/'), 0, 0) + QLatin1Char('/') + edge;
        edges << (m_edges.contains(beside) ? beside : edge);
    }
}

QSet<QString> LayerTable::reach(const QString &layer) const
{
    QSet<QString> reached;
    QStringList open = {layer};
    while (!open.isEmpty()) {
        const QString edge = open.takeLast();
        if (reached.contains(edge))
            continue;
        reached << edge;
        const QSet<QString> next = m_edges.value(edge) + impliedBy(edge);
        open += QStringList(next.begin(), next.end());
        // A folder of layers stands for all of them.
        for (auto it = m_edges.begin(); it != m_edges.end(); ++it) {
            if (it.key().startsWith(edge + QLatin1Char('/')))
                open << it.key();
        }
    }
    return reached;
}
