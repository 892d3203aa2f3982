package afterimage.ui.canvas;

/** How before and after share the canvas. */
public enum CompareMode {
  /** One picture, before to the left of a movable line and after to the right of it. */
  SPLIT,
  /** Two panes at the same place and zoom. */
  SIDE_BY_SIDE,
  /** The after picture alone. */
  SINGLE,
  /** Before and after in turn, from one frame to the next. */
  BLINK,
  /** How far each colour has moved, enlarged. */
  DIFFERENCE,
  /** Where structure has changed, as colours over the picture. */
  HEAT_MAP;

  /** Whether it shows one picture that is made of both sides, enlarged by a gain. */
  public boolean isMadeOfBoth() {
    return this == DIFFERENCE || this == HEAT_MAP;
  }

  /** The one that follows, round and round. */
  public CompareMode next() {
    return switch (this) {
      case SPLIT -> SIDE_BY_SIDE;
      case SIDE_BY_SIDE -> SINGLE;
      case SINGLE -> BLINK;
      case BLINK -> DIFFERENCE;
      case DIFFERENCE -> HEAT_MAP;
      case HEAT_MAP -> SPLIT;
    };
  }
}
