package afterimage.image;

import afterimage.image.PictureFormat.Trait;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a file has or has not, as the user likes: declared once for the encoders, the command line,
 * the export page and what is remembered of it.
 */
public enum WriteSwitch {
  /** The source's own colour space, where it shows more than sRGB. */
  GAMUT(
      Trait.PROFILE,
      true,
      true,
      "wide-gamut",
      "Convert results to sRGB, rather than keep the source's wider colour space."),
  /** sRGB's ICC profile; PNG names sRGB without it as well. */
  PROFILE(
      Trait.PROFILE,
      true,
      false,
      "icc",
      "Embed sRGB's ICC profile, for programs that assume another."),
  /** Camera, lens, exposure and so on, from the source. */
  EXIF(Trait.EXIF_AND_SETTINGS, true, true, "exif", "Leave out the source's EXIF data."),
  /** Where the picture was taken; a part of EXIF. */
  LOCATION(
      Trait.EXIF_AND_SETTINGS, true, true, "location", "Leave out where the source was taken."),
  /** How the picture was made, as A1111's settings text and other programs' texts. */
  SETTINGS(
      Trait.EXIF_AND_SETTINGS,
      true,
      true,
      "settings",
      "Leave out the settings with which the picture was made."),
  /** That a model had a part in the picture, as XMP. */
  PROVENANCE(Trait.PROFILE, true, true, "provenance", "Leave out the AI provenance note.");

  private final Trait needed;
  private final boolean studio;
  private final boolean commands;
  private final String option;
  private final String help;

  /**
   * @param needed formats without it cannot have this
   * @param studio whether the studio has it on if the user says nothing
   * @param commands whether commands have
   * @param option on the command line, without dashes and "no"
   * @param help of that option, in English: what it changes there
   */
  WriteSwitch(Trait needed, boolean studio, boolean commands, String option, String help) {
    this.needed = needed;
    this.studio = studio;
    this.commands = commands;
    this.option = option;
    this.help = help;
  }

  /** Its name in texts and files. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether files of a format can have it. */
  public boolean isPossibleIn(PictureFormat format) {
    return format.has(needed);
  }

  /** Whether the studio has it on if the user says nothing. */
  public boolean isUsualInStudio() {
    return studio;
  }

  /** Whether commands have it on if the user says nothing. */
  public boolean isUsualInCommands() {
    return commands;
  }

  /** What the command line calls the change of what is usual, with dashes. */
  public String option() {
    return (commands ? "--no-" : "--") + option;
  }

  /** What {@link #option} does, in English. */
  public String help() {
    return help;
  }

  /** What it is a part of, and means nothing without; null for nothing. */
  public @Nullable WriteSwitch whole() {
    return this == LOCATION ? EXIF : null;
  }

  /** Whether only pictures can have it that were made from others. */
  public boolean isOfSource() {
    return this == GAMUT || this == EXIF || this == LOCATION;
  }

  /** Those for which a condition holds. */
  public static Set<WriteSwitch> all(Predicate<WriteSwitch> condition) {
    return Collections.unmodifiableSet(
        Arrays.stream(values())
            .filter(condition)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(WriteSwitch.class))));
  }
}
