package afterimage.image;

/** What the sample behind a pixel's colours means. */
enum StoredAlpha {
  /** What the decoder takes it for. */
  AS_DECODED,
  /** Opacity that the colours are multiplied by, whatever the decoder says. */
  ASSOCIATED,
  /** Anything but opacity, such as a selection that was saved. */
  NONE
}
