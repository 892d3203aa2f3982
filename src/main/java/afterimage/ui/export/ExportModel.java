package afterimage.ui.export;

import afterimage.engine.NameTemplate;
import afterimage.image.MetadataChoice;
import afterimage.image.PictureFormat;
import afterimage.settings.ExportChoice;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The values of the export page. Needs no toolkit. */
final class ExportModel {
  private final NameTemplate.Picture picture;
  private final Path sourceFolder;
  private final ObjectProperty<PictureFormat> format = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Integer> bitDepth = new SimpleObjectProperty<>();
  private final IntegerProperty quality = new SimpleIntegerProperty();
  private final BooleanProperty colorProfile = new SimpleBooleanProperty();
  private final BooleanProperty exif = new SimpleBooleanProperty();
  private final BooleanProperty location = new SimpleBooleanProperty();
  private final BooleanProperty settings = new SimpleBooleanProperty();
  private final BooleanProperty provenance = new SimpleBooleanProperty();
  private final StringProperty template = new SimpleStringProperty();
  private final ObjectProperty<Path> folder = new SimpleObjectProperty<>();

  /**
   * @param last how results were exported last
   * @param picture what names are made of
   * @param sourceFolder where files go if the last choice names no folder
   */
  ExportModel(ExportChoice last, NameTemplate.Picture picture, Path sourceFolder) {
    this.picture = picture;
    this.sourceFolder = sourceFolder;
    format.set(last.format());
    bitDepth.set(last.bitDepth());
    quality.set(last.quality());
    colorProfile.set(last.colorProfile());
    exif.set(last.metadata().exif());
    location.set(last.metadata().location());
    settings.set(last.metadata().settings());
    provenance.set(last.metadata().provenance());
    template.set(last.nameTemplate());
    folder.set(last.folder() == null ? sourceFolder : Path.of(last.folder()));
  }

  /** The file's name, with its extension; nothing while the template has a fault. */
  Optional<String> fileName() {
    return nameProblem().isPresent()
        ? Optional.empty()
        : Optional.of(
            new NameTemplate(template.get()).nameOf(picture) + "." + format.get().extension());
  }

  /** What is wrong with the template. */
  Optional<String> nameProblem() {
    try {
      return Optional.of(new NameTemplate(template.get()))
          .filter(read -> read.pattern().isBlank())
          .map(NameTemplate::pattern);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the format has a quality. */
  boolean hasQuality() {
    return format.get().hasQuality();
  }

  /** Whether nothing of the pixels' 8 bits will be lost, where the format has a quality. */
  boolean isLossless() {
    return hasQuality() && format.get().isLossless(quality.get());
  }

  /** Whether the format can have 16 bits. */
  boolean hasDepth() {
    return format.get().hasSixteenBits();
  }

  /** Whether the format takes a profile. */
  boolean hasProfile() {
    return format.get().hasProfile();
  }

  /** Whether the format takes EXIF and settings. */
  boolean hasTexts() {
    return format.get().hasExifAndSettings();
  }

  /**
   * Something that a file carries or not.
   *
   * @param name of its sentences, {@code export.…}
   * @param value whether the file carries it
   * @param possible whether it can, with the other values as they are
   * @param part whether it is a part of the one before
   */
  record Check(String name, BooleanProperty value, Supplier<Boolean> possible, boolean part) {}

  /** What a file carries or not, in the order in which to offer it. */
  List<Check> checks() {
    return List.of(
        new Check("profile", colorProfile, this::hasProfile, false),
        new Check("exif", exif, this::hasTexts, false),
        new Check("location", location, () -> hasTexts() && exif.get(), true),
        new Check("settings", settings, this::hasTexts, false),
        new Check("provenance", provenance, this::hasProfile, false));
  }

  /** The values as they are remembered. */
  ExportChoice choice() {
    Path chosen = folder.get();
    return new ExportChoice(
        format.get(),
        bitDepth.get(),
        quality.get(),
        colorProfile.get(),
        new MetadataChoice(exif.get(), location.get(), settings.get(), provenance.get()),
        template.get(),
        chosen.equals(sourceFolder) ? null : chosen.toString());
  }

  ObjectProperty<PictureFormat> formatProperty() {
    return format;
  }

  /** 8, 16, or null for the picture's own. */
  ObjectProperty<@Nullable Integer> bitDepthProperty() {
    return bitDepth;
  }

  /** From 1 to 100. */
  IntegerProperty qualityProperty() {
    return quality;
  }

  StringProperty templateProperty() {
    return template;
  }

  ObjectProperty<Path> folderProperty() {
    return folder;
  }
}
