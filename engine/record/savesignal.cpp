#include "record/savesignal.h"

#include "record/recorder.h"

#include <csignal>

namespace asq::record {

namespace {

std::atomic<Recorder *> s_recorder = nullptr;
struct sigaction s_before;

extern "C" void onSaveSignal(int)
{
    if (Recorder *recorder = s_recorder.load())
        recorder->requestSave();
}

} // namespace

SaveSignal::SaveSignal(Recorder &recorder, int signal) : m_signal(signal)
{
    Q_ASSERT_X(!s_recorder.load(), "SaveSignal", "there is one already");
    s_recorder.store(&recorder);
    struct sigaction action = {};
    action.sa_handler = onSaveSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, &s_before);
}

SaveSignal::~SaveSignal()
{
    sigaction(m_signal, &s_before, nullptr);
    s_recorder.store(nullptr);
}

} // namespace asq::record
