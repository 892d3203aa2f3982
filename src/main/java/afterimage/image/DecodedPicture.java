package afterimage.image;

/**
 * A picture and what its file said of it.
 *
 * @param picture upright and in sRGB
 * @param metadata everything else that is kept
 */
public record DecodedPicture(Picture picture, PictureMetadata metadata) {}
