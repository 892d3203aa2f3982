package afterimage.image;

/**
 * A picture's colours as its file has them, in a space that shows more than sRGB.
 *
 * @param space what the samples mean
 * @param rgb width × height × 3 samples, as deep as the picture's
 */
record WideGamut(MatrixSpace space, Samples rgb) {

  /** The same samples in another order or number. */
  WideGamut with(Samples others) {
    return new WideGamut(space, others);
  }
}
