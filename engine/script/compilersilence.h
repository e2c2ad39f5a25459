#pragma once

#include <QLoggingCategory>

namespace asq::script {

/// The engine's compiler warns about variables used before their declaration, in texts that are right. Silent while this
/// lives. Requires: one at a time.
class CompilerSilence
{
public:
    CompilerSilence()
    {
        s_previous = QLoggingCategory::installFilter(nullptr); // installing calls the filter, which needs s_previous
        QLoggingCategory::installFilter(filter);
    }
    ~CompilerSilence() { QLoggingCategory::installFilter(s_previous); }
    CompilerSilence(const CompilerSilence &) = delete;
    CompilerSilence &operator=(const CompilerSilence &) = delete;

private:
    static void filter(QLoggingCategory *category)
    {
        s_previous(category);
        if (qstrcmp(category->categoryName(), "qt.qml.compiler") == 0)
            category->setEnabled(QtWarningMsg, false);
    }
    static inline QLoggingCategory::CategoryFilter s_previous = nullptr;
};

} // namespace asq::script
