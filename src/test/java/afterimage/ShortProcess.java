package afterimage;

import java.util.List;

/** How tests start the program where it lives for seconds. */
public final class ShortProcess {
  /** Neither a second compiler nor more threads for garbage pay off in so short a life. */
  public static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private ShortProcess() {}
}
