package afterimage.job;

/** Where a new item goes. */
public enum Place {
  /** Before all that wait. */
  FRONT,
  /** After all that wait. */
  END
}
