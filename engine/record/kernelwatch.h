#pragma once

#include "core/observer.h"

#include <map>
#include <memory>
#include <mutex>

namespace asq::record {

class Recorder;
class Recording;

/// Gives the kernels of a process to the recording that is under way, and begins one when the environment asks for it.
/// There is one, which lives as long as the process: kernels may outlive recordings.
class KernelWatch final : public ObserverSource
{
public:
    static KernelWatch &instance();

    /// Kernels are recorded by `recorder` from now on.
    void begin(const std::shared_ptr<Recorder> &recorder);
    /// And by this one no more; those that have begun may go on announcing.
    void end(const Recorder *recorder);
    /// The first kernel begins a recording as the environment says, unless the program has begun one before.
    void beginOnDemand();

    Observer *kernelBegins(const Executor &executor) override;
    void kernelEnds(Observer *observer) override;

private:
    KernelWatch() = default;
    void beginIfDemanded();
    std::shared_ptr<Observer> observerFor(const Executor &executor);

    std::mutex m_beginning; ///< Held while the first kernel begins a recording: others wait for it.
    std::mutex m_mutex;     ///< Guards what follows.
    std::shared_ptr<Recorder> m_recorder;
    int m_kernels = 0; ///< That this recorder has got.
    bool m_isOnDemand = false;
    std::map<Observer *, std::shared_ptr<Observer>> m_observers; ///< Of the kernels that live.
};

} // namespace asq::record
