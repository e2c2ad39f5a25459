// A program that was linked with the recorder records itself when ASQ_RECORD is set, without a change of its code: this
// runs before main() and only notes that the first kernel shall begin a recording. Nothing refers to this file; the
// link options of asq_record name the symbol below, so that it is part of every program that links the layer.
#include "record/kernelwatch.h"
#include "record/recordingnames.h"

#include <cstdlib>

extern "C" {
extern const bool asqRecordFromEnvironment;
const bool asqRecordFromEnvironment = [] {
    const char *file = std::getenv(asq::record::FileVariable);
    const bool isAsked = file && *file;
    if (isAsked)
        asq::record::KernelWatch::instance().beginOnDemand();
    return isAsked;
}();
}
