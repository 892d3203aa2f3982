package afterimage.ui.export;

import afterimage.engine.NameTemplate;
import afterimage.image.PictureFormat;
import afterimage.image.WriteSwitch;
import afterimage.settings.ExportChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private final Map<WriteSwitch, BooleanProperty> switches = new EnumMap<>(WriteSwitch.class);
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
    for (WriteSwitch part : WriteSwitch.values()) {
      switches.put(part, new SimpleBooleanProperty(last.has(part)));
    }
    template.set(last.nameTemplate());
    folder.set(last.folder() == null ? sourceFolder : Path.of(last.folder()));
    format.subscribe(
        now -> {
          if (now.depths().size() > 1 && !depths().contains(bitDepth.get())) {
            bitDepth.set(null);
          }
        });
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

  /** Whether the format can have different numbers of bits. */
  boolean hasDepth() {
    return format.get().depths().size() > 1;
  }

  /** The numbers of bits that the format can have, and null for the picture's own. */
  List<@Nullable Integer> depths() {
    List<@Nullable Integer> depths = new ArrayList<>();
    depths.add(null);
    depths.addAll(format.get().depths());
    return depths;
  }

  /** What a file has or has not, in the order in which to offer it. */
  Set<WriteSwitch> switches() {
    return Collections.unmodifiableSet(switches.keySet());
  }

  /** Whether a file is to have something. */
  BooleanProperty switchProperty(WriteSwitch part) {
    return Objects.requireNonNull(switches.get(part));
  }

  /** Whether a file can have something, with the other values as they are. */
  boolean isPossible(WriteSwitch part) {
    WriteSwitch whole = part.whole();
    return part.isPossibleIn(format.get()) && (whole == null || isOn(whole));
  }

  private boolean isOn(WriteSwitch part) {
    return switchProperty(part).get();
  }

  /** The values as they are remembered. */
  ExportChoice choice() {
    Path chosen = folder.get();
    return new ExportChoice(
        format.get(),
        bitDepth.get(),
        quality.get(),
        WriteSwitch.all(this::isOn),
        template.get(),
        chosen.equals(sourceFolder) ? null : chosen.toString());
  }

  ObjectProperty<PictureFormat> formatProperty() {
    return format;
  }

  /** One of {@link #depths}. */
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
