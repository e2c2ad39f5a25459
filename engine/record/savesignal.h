#pragma once

namespace asq::record {

class Recorder;

/// While it lives, a signal has the recorder write out what it keeps back (RotatingSink). At most one in a process.
class SaveSignal
{
public:
    SaveSignal(Recorder &recorder, int signal);
    ~SaveSignal();
    SaveSignal(const SaveSignal &) = delete;
    SaveSignal &operator=(const SaveSignal &) = delete;

private:
    const int m_signal;
};

} // namespace asq::record
