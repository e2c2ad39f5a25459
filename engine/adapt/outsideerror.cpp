#include "adapt/outsideerror.h"

namespace asq {

OutsideError OutsideError::ofCurrentException()
{
    OutsideError error{Exception, {}, 0, std::current_exception()};
    try {
        throw;
    } catch (const std::exception &exception) {
        error.text = QString::fromUtf8(exception.what());
    } catch (...) {
        error.text = QStringLiteral("an exception of unknown type");
    }
    return error;
}

} // namespace asq
