package afterimage.onnx.memory;

import afterimage.engine.PixelSize;

/**
 * What a model takes of a card's memory, estimated from SDXL's graphs, whose needs are computed
 * ({@code docs/devices.md}); smaller models take less.
 *
 * @param weights bytes of all networks, as the device has them
 * @param wide whether in 32 bits, else in 16
 * @param lightDecoder whether the decoder is a light one
 */
public record CardNeeds(long weights, boolean wide, boolean lightDecoder) {
  private static final double SDXL = 6e9;

  /** Of all weights of SDXL's refiner, the UNet's; the base's are fewer. */
  private static final double UNET = 0.75;

  /** Bytes that ONNX Runtime holds for a row of the UNet: by megapixels, and by their square. */
  private static final double BY_SIZE = 0.9e9;

  private static final double BY_SQUARE = 0.26e9;
  private static final double WIDE = 1.5;

  /** Bytes for a tile of 512 pixels through the autoencoder in 32 bits. */
  private static final double TILE = 4.4e9;

  private static final double LIGHT_TILE = 0.4e9;

  /**
   * For a picture.
   *
   * @param rows that go through the UNet together: two a picture with guidance
   * @return bytes
   */
  public long of(PixelSize size, int rows, Residency residency) {
    double megapixels = (double) size.width() * size.height() / (1 << 20);
    double smaller = Math.min(1, Math.sqrt(weights / SDXL));
    double unet =
        rows * (BY_SIZE * megapixels + BY_SQUARE * megapixels * megapixels) * (wide ? WIDE : 1);
    double tile = lightDecoder ? LIGHT_TILE : Math.min(TILE, TILE * 4 * megapixels);
    double bytes =
        switch (residency) {
          case TOGETHER -> weights + smaller * Math.max(unet, tile);
          case IN_TURNS -> Math.max(UNET * weights + smaller * unet, smaller * tile);
        };
    return Math.round(bytes);
  }
}
