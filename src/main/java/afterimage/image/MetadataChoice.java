package afterimage.image;

/**
 * What of a picture's metadata goes into a file.
 *
 * @param exif camera, lens, exposure and so on, from the source
 * @param location where the picture was taken; of no meaning without {@code exif}
 * @param settings how the picture was made, as A1111's settings text and other programs' texts
 * @param provenance whether XMP says that a model had a part in the picture
 */
public record MetadataChoice(boolean exif, boolean location, boolean settings, boolean provenance) {

  /** Everything. */
  public static final MetadataChoice ALL = new MetadataChoice(true, true, true, true);

  /** Pixels only. */
  public static final MetadataChoice NONE = new MetadataChoice(false, false, false, false);

  /**
   * The metadata that are left, with the names of what had to go since nobody can tell what it
   * says. Nothing that is wrong with them makes this fail.
   */
  public PictureMetadata of(PictureMetadata metadata) {
    Removal removal = new Removal(metadata);
    // A source's packet repeats EXIF, and may name a source type of its own.
    removal.blocks(!exif, !exif || !provenance);
    if (!settings) {
      removal.settings();
    }
    if (!exif) {
      removal.camera();
    } else if (!location) {
      removal.location();
    }
    PictureMetadata left = removal.result();
    return provenance ? left.withProvenance() : left;
  }
}
