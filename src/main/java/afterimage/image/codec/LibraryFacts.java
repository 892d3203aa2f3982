package afterimage.image.codec;

/**
 * What a library of the system's says of itself.
 *
 * @param version as it calls it
 * @param encodes whether it can write pictures here: AVIF or JPEG XL
 */
public record LibraryFacts(String version, boolean encodes) {}
