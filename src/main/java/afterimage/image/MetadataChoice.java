package afterimage.image;

import java.util.Set;

/**
 * What of a picture's metadata goes into a file.
 *
 * @param kept some of {@link WriteSwitch#EXIF}, {@link WriteSwitch#LOCATION}, which means nothing
 *     without EXIF, {@link WriteSwitch#SETTINGS} and {@link WriteSwitch#PROVENANCE}
 */
public record MetadataChoice(Set<WriteSwitch> kept) {
  private static final Set<WriteSwitch> METADATA =
      Set.of(WriteSwitch.EXIF, WriteSwitch.LOCATION, WriteSwitch.SETTINGS, WriteSwitch.PROVENANCE);

  /** Everything. */
  public static final MetadataChoice ALL = new MetadataChoice(METADATA);

  /** Pixels only. */
  public static final MetadataChoice NONE = new MetadataChoice(Set.of());

  /** Those of the switches that are about metadata. */
  public MetadataChoice {
    Set<WriteSwitch> on = kept;
    kept = WriteSwitch.all(part -> METADATA.contains(part) && on.contains(part));
  }

  /** Only some. */
  public static MetadataChoice keeping(WriteSwitch... kept) {
    return new MetadataChoice(Set.of(kept));
  }

  /**
   * The metadata that are left, with the names of what had to go since nobody can tell what it
   * says. Nothing that is wrong with them makes this fail.
   */
  public PictureMetadata of(PictureMetadata metadata) {
    boolean exif = kept.contains(WriteSwitch.EXIF);
    boolean provenance = kept.contains(WriteSwitch.PROVENANCE);
    Removal removal = new Removal(metadata);
    // A source's packet repeats EXIF, and may name a source type of its own.
    removal.blocks(!exif, !exif || !provenance);
    if (kept.isEmpty()) {
      removal.resolution();
    }
    if (!kept.contains(WriteSwitch.SETTINGS)) {
      removal.settings();
    }
    if (!exif) {
      removal.camera();
    } else if (!kept.contains(WriteSwitch.LOCATION)) {
      removal.location();
    }
    PictureMetadata left = removal.result();
    return provenance ? left.withProvenance() : left;
  }
}
