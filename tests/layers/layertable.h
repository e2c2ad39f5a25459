#pragma once

#include <QMap>
#include <QSet>
#include <QString>

/// The table of layers and allowed edges, as engine/README.md states it.
///
/// A row is a layer, what it is, an arrow and what it may use: layers ("core" stands for one beside it, "engine" for
/// all below that folder), Qt modules, libraries. An edge to a layer brings the edges of that layer with it.
class LayerTable
{
public:
    /// Reads the first fenced block below the heading "Layers".
    static LayerTable parse(const QString &readme);

    QStringList layers() const { return m_edges.keys(); }
    bool contains(const QString &layer) const { return m_edges.contains(layer); }
    /// Everything that `layer` may use, itself included: layers by path, Qt modules and libraries by name.
    QSet<QString> reach(const QString &layer) const;

private:
    void addRow(const QString &row);
    void addEdges(const QString &layer, const QString &text);

    QMap<QString, QSet<QString>> m_edges;
};
