#pragma once

#include <QList>
#include <QString>

/// A place in a text where gcc 12.2 makes a wrong program, or none.
struct AwaitShape {
    int line = 0;
    QString what;
    friend bool operator==(const AwaitShape &, const AwaitShape &) = default;
};

/// Full expressions with `co_await` or `co_yield` in which a lambda captures by value or a braced list makes a temporary
/// (gcc 12.2 destroys them twice), and such words within braces (which it rejects). Types are not known here, so all
/// captures and braces count.
QList<AwaitShape> badAwaitShapes(const QString &source);
