#pragma once

#include "viewmodel/tracesession.h"

namespace interleave {

/// Which session a model shows, and whether it has seen its recording. Every model that follows a session has one:
///
///     if (m_session.follow(this, session, &Model::update, &Model::cursorMoved))
///         Q_EMIT sessionChanged();
class SessionLink
{
public:
    TraceSession *get() const { return m_session; }
    TraceSession *operator->() const { return m_session; }
    explicit operator bool() const { return m_session != nullptr; }

    /// Makes `model` listen to `session` alone (null: to none): `onTrace` is connected to another or longer trace and
    /// called at once, `onCursor` to the cursor. False when it did so already.
    template<typename Model, typename OnTrace, typename OnCursor>
    bool follow(Model *model, TraceSession *session, OnTrace onTrace, OnCursor onCursor)
    {
        if (!followTrace(model, session, onTrace))
            return false;
        if (session)
            QObject::connect(session, &TraceSession::cursorChanged, model, onCursor);
        return true;
    }
    /// The same for who does not care for the cursor.
    template<typename Model, typename OnTrace>
    bool followTrace(Model *model, TraceSession *session, OnTrace onTrace)
    {
        if (session == m_session)
            return false;
        if (m_session)
            m_session->disconnect(model);
        m_session = session;
        m_recording = -1;
        if (m_session) {
            QObject::connect(m_session, &TraceSession::traceChanged, model, onTrace);
            (model->*onTrace)();
        }
        return true;
    }
    /// True once for every recording: what was kept of the one before is to be forgotten. Requires: there is a session.
    bool isAnew()
    {
        const bool anew = m_recording != m_session->recording();
        m_recording = m_session->recording();
        return anew;
    }

private:
    TraceSession *m_session = nullptr;
    int m_recording = -1;
};

} // namespace interleave
