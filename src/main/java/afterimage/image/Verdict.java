package afterimage.image;

/** What becomes of a field of EXIF or XMP when something is to be removed. */
enum Verdict {
  /** It stays. */
  KEEP,
  /** It is what was to be removed. */
  DROP,
  /** Nobody can tell whether it holds what was to be removed: it goes, and the user is told. */
  DOUBT
}
