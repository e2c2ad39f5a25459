#pragma once

#include "geometry/picture.h"
#include "timeline/glyphatlas.h"

#include <QHash>
#include <QSGGeometryNode>

#include <memory>

class QQuickWindow;
class QSGTexture;

namespace interleave {

/// A picture in the scene graph: six geometries a layer, whatever its number of shapes. Custom geometry draws
/// nothing on the software scene graph; Requires: another one.
class PictureNode final : public QSGNode
{
public:
    PictureNode(QQuickWindow *window, double pixelRatio);
    ~PictureNode() override;

    double pixelRatio() const { return m_glyphs.pixelRatio(); }
    /// Makes this node show `picture`.
    void update(const Picture &picture);

private:
    struct LayerNodes;

    void updateStripes(LayerNodes &nodes, const Picture::Layer &layer);
    void updatePatterns(LayerNodes &nodes, const Picture::Layer &layer);
    void updateTexts(LayerNodes &nodes, const Picture::Layer &layer);
    QSGTexture *patternTexture(Pattern pattern, Argb color);
    void updateGlyphTexture();

    QQuickWindow *m_window;
    GlyphAtlas m_glyphs;
    int m_uploaded = -1; ///< The revision of m_glyphs that m_glyphTexture shows.
    std::unique_ptr<QSGTexture> m_glyphTexture;
    QHash<quint64, QSGTexture *> m_patternTextures;
    std::vector<std::unique_ptr<LayerNodes>> m_layers;
};

} // namespace interleave
