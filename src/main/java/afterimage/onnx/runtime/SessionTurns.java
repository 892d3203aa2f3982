package afterimage.onnx.runtime;

import java.util.ArrayList;
import java.util.List;

/** Sessions of which only one is loaded at a time. Used by one thread. */
public final class SessionTurns {
  private final List<OnnxSession> sessions = new ArrayList<>();

  /** It gives its memory back when another needs it. */
  void join(OnnxSession session) {
    sessions.add(session);
  }

  /** The next one to be loaded has the memory to itself. */
  void makeRoom() {
    sessions.forEach(OnnxSession::release);
  }
}
