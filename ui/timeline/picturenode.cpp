#include "timeline/picturenode.h"

#include "timeline/shapegeometry.h"

#include <QPainter>
#include <QQuickWindow>
#include <QSGTexture>
#include <QSGTextureMaterial>
#include <QSGVertexColorMaterial>

#include <cmath>

// A layer is six nodes in the order in which a picture says its shapes lie upon each other: quads, stripes, patterns,
// ribbons with triangles, texts; patterns are one node a texture. All geometry is written anew at each update: the
// number of shapes follows from pixels, and writing 10,000 quads costs 0.1 ms, less than finding out what changed.

namespace interleave {

namespace {

// A geometry node that owns all of its parts.
template<typename Material>
class OwningNode final : public QSGGeometryNode
{
public:
    explicit OwningNode(const QSGGeometry::AttributeSet &attributes)
        : m_geometry(attributes, 0, 0, QSGGeometry::UnsignedIntType)
    {
        m_geometry.setDrawingMode(QSGGeometry::DrawTriangles);
        setGeometry(&m_geometry);
        setMaterial(&m_material);
    }

    Material m_material;

private:
    QSGGeometry m_geometry;
};

using ShapeNode = OwningNode<QSGVertexColorMaterial>;
using TextureNode = OwningNode<QSGTextureMaterial>;

// Textured rectangles, collected for one geometry.
class TexturedQuads
{
public:
    void add(float x, float y, float width, float height, float u0, float v0, float u1, float v1)
    {
        const quint32 first = quint32(m_vertices.size());
        const float right = x + width;
        const float bottom = y + height;
        m_vertices.push_back({x, y, u0, v0});
        m_vertices.push_back({right, y, u1, v0});
        m_vertices.push_back({right, bottom, u1, v1});
        m_vertices.push_back({x, bottom, u0, v1});
        m_indices.insert(m_indices.end(), {first, first + 1, first + 2, first, first + 2, first + 3});
    }
    void moveInto(QSGGeometryNode &node) const
    {
        QSGGeometry &geometry = *node.geometry();
        geometry.allocate(int(m_vertices.size()), int(m_indices.size()));
        if (!m_vertices.empty()) {
            std::memcpy(geometry.vertexData(), m_vertices.data(), m_vertices.size() * sizeof(m_vertices[0]));
            std::memcpy(geometry.indexData(), m_indices.data(), m_indices.size() * sizeof(m_indices[0]));
        }
        node.markDirty(QSGNode::DirtyGeometry);
    }

private:
    std::vector<QSGGeometry::TexturedPoint2D> m_vertices;
    std::vector<quint32> m_indices;
};

// One tile of a pattern, which continues at all of its edges.
QImage patternTile(Pattern pattern, Argb color, double pixelRatio)
{
    constexpr double Pitch = double(Picture::PatternPitch);
    const int side = int(std::ceil(Pitch * pixelRatio));
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(side / Pitch, side / Pitch);
    if (pattern == Pattern::Diagonal) {
        painter.setPen(QPen(QColor::fromRgba(color), 1.5));
        for (const double shift : {-Pitch, 0.0, Pitch})
            painter.drawLine(QPointF(shift - Pitch, 2.0 * Pitch), QPointF(shift + 2.0 * Pitch, -Pitch));
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor::fromRgba(color));
        painter.drawEllipse(QPointF(2.0, Pitch / 2.0), 1.25, 1.25);
    }
    return image;
}

} // namespace

struct PictureNode::LayerNodes {
    ShapeNode *quads = nullptr;
    TextureNode *stripes = nullptr;
    std::unique_ptr<QSGTexture> stripeTexture;
    QSGNode *patterns = nullptr;
    QHash<QSGTexture *, TextureNode *> patternNodes;
    ShapeNode *strokes = nullptr;
    TextureNode *texts = nullptr;
};

PictureNode::PictureNode(QQuickWindow *window, double pixelRatio) : m_window(window), m_glyphs(pixelRatio)
{
    for (int i = 0; i < Picture::LayerCount; ++i) {
        auto nodes = std::make_unique<LayerNodes>();
        nodes->quads = new ShapeNode(QSGGeometry::defaultAttributes_ColoredPoint2D());
        nodes->stripes = new TextureNode(QSGGeometry::defaultAttributes_TexturedPoint2D());
        nodes->stripes->m_material.setFiltering(QSGTexture::Nearest);
        nodes->patterns = new QSGNode;
        nodes->strokes = new ShapeNode(QSGGeometry::defaultAttributes_ColoredPoint2D());
        nodes->texts = new TextureNode(QSGGeometry::defaultAttributes_TexturedPoint2D());
        nodes->texts->m_material.setFiltering(QSGTexture::Nearest);
        for (QSGNode *child :
             {static_cast<QSGNode *>(nodes->quads), nodes->patterns, static_cast<QSGNode *>(nodes->strokes)})
            appendChildNode(child);
        m_layers.push_back(std::move(nodes));
    }
}

PictureNode::~PictureNode()
{
    // These nodes are in the tree only once they have a texture.
    for (const auto &nodes : m_layers) {
        for (TextureNode *node : {nodes->texts, nodes->stripes}) {
            if (!node->parent())
                delete node;
        }
    }
    qDeleteAll(m_patternTextures);
}

void PictureNode::update(const Picture &picture)
{
    for (int i = 0; i < Picture::LayerCount; ++i) {
        const Picture::Layer &layer = picture.layers[std::size_t(i)];
        LayerNodes &nodes = *m_layers[std::size_t(i)];
        ShapeGeometry::writeQuads(layer.quads, *nodes.quads->geometry());
        nodes.quads->markDirty(DirtyGeometry);
        updateStripes(nodes, layer);
        updatePatterns(nodes, layer);
        ShapeGeometry strokes(pixelRatio());
        for (const Picture::Ribbon &ribbon : layer.ribbons)
            strokes.addRibbon(layer, ribbon);
        for (const Picture::Triangle &triangle : layer.triangles)
            strokes.addTriangle(triangle);
        strokes.moveInto(*nodes.strokes->geometry());
        nodes.strokes->markDirty(DirtyGeometry);
    }
    // New characters enlarge the image, and where they stand in the texture depends on its size: so all characters
    // are known before the first is placed for good.
    for (const Picture::Layer &layer : picture.layers) {
        for (const Picture::Text &text : layer.texts)
            m_glyphs.place(text.x, text.y, text.text, text.color, text.role, [](const GlyphAtlas::Glyph &) {});
    }
    updateGlyphTexture();
    for (int i = 0; i < Picture::LayerCount; ++i)
        updateTexts(*m_layers[std::size_t(i)], picture.layers[std::size_t(i)]);
}

// One texture for all stripes, a row each: as many cells as the screen has pixels cost one copy of them.
void PictureNode::updateStripes(LayerNodes &nodes, const Picture::Layer &layer)
{
    TexturedQuads quads;
    if (!layer.stripes.isEmpty()) {
        qsizetype width = 1;
        for (const Picture::Stripe &stripe : layer.stripes)
            width = std::max(width, stripe.count);
        QImage image(int(width), int(layer.stripes.size()), QImage::Format_ARGB32_Premultiplied);
        for (int row = 0; row < image.height(); ++row) {
            const Picture::Stripe &stripe = layer.stripes.at(row);
            QRgb *line = reinterpret_cast<QRgb *>(image.scanLine(row));
            const Argb *cells = layer.cells.constData() + stripe.first;
            for (qsizetype i = 0; i < stripe.count; ++i)
                line[i] = cells[i] >> 24 == 0xFF ? cells[i] : qPremultiply(cells[i]);
            const float v = (float(row) + 0.5f) / float(image.height());
            quads.add(stripe.x, stripe.y, stripe.cell * float(stripe.count), stripe.height, 0.0f, v,
                      float(stripe.count) / float(width), v);
        }
        std::unique_ptr<QSGTexture> texture(
            m_window->createTextureFromImage(image, QQuickWindow::TextureHasAlphaChannel));
        nodes.stripes->m_material.setTexture(texture.get());
        nodes.stripes->markDirty(DirtyMaterial);
        nodes.stripeTexture = std::move(texture);
        if (!nodes.stripes->parent())
            insertChildNodeAfter(nodes.stripes, nodes.quads);
    }
    quads.moveInto(*nodes.stripes);
}

void PictureNode::updatePatterns(LayerNodes &nodes, const Picture::Layer &layer)
{
    constexpr float Pitch = Picture::PatternPitch;
    QHash<QSGTexture *, TexturedQuads> areas;
    for (const Picture::Patterned &area : layer.patterns) {
        TexturedQuads &quads = areas[patternTexture(area.pattern, area.color)];
        const float u0 = (area.x - area.phase) / Pitch;
        const float u1 = (area.x + area.width - area.phase) / Pitch;
        const float height = area.pattern == Pattern::Dots ? std::min(area.height, Pitch) : area.height;
        const float top = area.y + (area.height - height) / 2.0f;
        // Strokes are anchored to the lower edge, dots to the middle.
        const float v1 = area.pattern == Pattern::Dots ? 0.5f + height / Pitch / 2.0f : 1.0f;
        quads.add(area.x, top, area.width, height, u0, v1 - height / Pitch, u1, v1);
    }
    for (auto it = areas.cbegin(); it != areas.cend(); ++it) {
        TextureNode *&node = nodes.patternNodes[it.key()];
        if (!node) {
            node = new TextureNode(QSGGeometry::defaultAttributes_TexturedPoint2D());
            node->m_material.setTexture(it.key());
            node->m_material.setFiltering(QSGTexture::Nearest);
            node->m_material.setHorizontalWrapMode(QSGTexture::Repeat);
            node->m_material.setVerticalWrapMode(QSGTexture::Repeat);
            nodes.patterns->appendChildNode(node);
        }
        it->moveInto(*node);
    }
    for (auto it = nodes.patternNodes.cbegin(); it != nodes.patternNodes.cend(); ++it) {
        if (!areas.contains(it.key()))
            TexturedQuads().moveInto(**it);
    }
}

QSGTexture *PictureNode::patternTexture(Pattern pattern, Argb color)
{
    QSGTexture *&texture = m_patternTextures[quint64(pattern) << 32 | color];
    if (!texture)
        texture = m_window->createTextureFromImage(patternTile(pattern, color, pixelRatio()),
                                                   QQuickWindow::TextureHasAlphaChannel);
    return texture;
}

void PictureNode::updateGlyphTexture()
{
    if (m_uploaded == m_glyphs.revision())
        return;
    m_uploaded = m_glyphs.revision();
    m_glyphTexture.reset(m_window->createTextureFromImage(m_glyphs.image(), QQuickWindow::TextureHasAlphaChannel));
    for (const auto &nodes : m_layers) {
        nodes->texts->m_material.setTexture(m_glyphTexture.get());
        nodes->texts->markDirty(DirtyMaterial);
        if (!nodes->texts->parent())
            insertChildNodeAfter(nodes->texts, nodes->strokes);
    }
}

void PictureNode::updateTexts(LayerNodes &nodes, const Picture::Layer &layer)
{
    TexturedQuads quads;
    const float width = float(m_glyphs.image().width());
    const float height = float(m_glyphs.image().height());
    const float ratio = float(pixelRatio());
    for (const Picture::Text &text : layer.texts) {
        m_glyphs.place(text.x, text.y, text.text, text.color, text.role, [&](const GlyphAtlas::Glyph &glyph) {
            const QRect &s = glyph.source;
            quads.add(glyph.x, glyph.y, float(s.width()) / ratio, float(s.height()) / ratio, float(s.x()) / width,
                      float(s.y()) / height, float(s.x() + s.width()) / width, float(s.y() + s.height()) / height);
        });
    }
    quads.moveInto(*nodes.texts);
}

} // namespace interleave
