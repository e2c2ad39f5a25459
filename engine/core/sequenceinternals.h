#pragma once

#include "core/sequencecore.h"

namespace asq {

/// A view onto the state of a sequence, for steps that change how it goes on and for extensions of the script's side
/// (`internals`). Whatever is written through it has to leave the sequence as checkInvariants() wants it by the next tick.
class SequenceInternals
{
public:
    explicit SequenceInternals(SequenceCore &sequence) : m_sequence(sequence) {}

    Messages &messages() const { return m_sequence.messages(); }
    Messages &errors() const { return m_sequence.m_error.errors; }
    std::vector<Ref<Function>> &handlers() const { return m_sequence.m_error.handlers; }
    std::vector<Ref<Step>> steps() const;
    void setSteps(std::span<const Ref<Step>> steps) const;
    /// What steps keep with one sequence; null at first. A duplicate gets a copy.
    using Attachment = SequenceCore::Attachment;
    Ref<Attachment> &attachment() const { return m_sequence.m_attachment; }

    bool isFailed() const { return m_sequence.m_error.failed; }
    void setFailed(bool failed) const { m_sequence.m_error.failed = failed; }
    bool isAborted() const { return m_sequence.m_aborted; }
    void setAborted(bool aborted) const { m_sequence.m_aborted = aborted; }
    bool isReady() const { return m_sequence.m_ready; }
    void setReady(bool ready) const { m_sequence.m_ready = ready; }

private:
    SequenceCore &m_sequence;
};

} // namespace asq
