package afterimage.cli;

import afterimage.engine.NameTemplate;
import afterimage.engine.RefineSettings;
import afterimage.file.FileName;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each picture's result goes, and the refusals that need no finished picture to be known.
 *
 * <p>One picture goes to the file that {@code -o} names. Several, or what a folder holds, go into
 * the folder that it names, under their own names, where results that are there already are kept;
 * pictures from noise under their seeds, or beside the file that it names, with numbers.
 */
final class OutputPlan {
  private final Path output;
  private final boolean intoFolder;
  private final @Nullable PictureFormat format;
  private final @Nullable NameTemplate template;
  private final boolean overwrite;
  private final boolean skipsExisting;
  private final Map<Path, Path> taken = new HashMap<>();

  private OutputPlan(Path output, boolean intoFolder, WritingOptions writing) {
    this.output = output;
    this.intoFolder = intoFolder;
    this.format = writing.format();
    this.template = writing.name();
    this.overwrite = writing.overwrite();
    this.skipsExisting = writing.skipsExisting();
  }

  /**
   * A plan for a command's arguments.
   *
   * @param several whether it is a folder, whatever its name
   * @throws IllegalArgumentException if {@code named} can't take the results, or {@code writing}
   *     names no format or field
   */
  static OutputPlan of(Output named, boolean several, WritingOptions writing) {
    Path output = named.path();
    if (named.isStream()) {
      if (several) {
        throw new IllegalArgumentException(
            "the standard output takes one picture: for several, name a folder with -o");
      }
      return new OutputPlan(StreamedResult.folder(), true, writing.ofStream());
    }
    OutputPlan plan = new OutputPlan(output, several || named.isFolder(), writing);
    if (!plan.intoFolder) {
      checkName(output, plan.format);
    } else if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new IllegalArgumentException(
          several
              ? "several pictures need a folder, but " + output + " is a file"
              : output + " is a file, not a folder");
    }
    return plan;
  }

  private static void checkName(Path output, @Nullable PictureFormat format) {
    try {
      PictureFormat named = PictureWriter.format(output);
      if (format != null && format != named) {
        throw new IllegalArgumentException(
            "--format %s contradicts the name %s".formatted(format.extension(), output));
      }
    } catch (PictureException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Where a refined picture goes.
   *
   * @param model the name of what refines it
   * @throws PictureException if that is not possible
   * @throws KeptException if it is there already, and that is enough
   */
  Path target(Inputs.Input input, RefineSettings settings, String model)
      throws PictureException, KeptException {
    Path target = intoFolder ? output.resolve(named(input, settings, model)) : output;
    refuseTaken(target, input.file(), "Rename one, or refine it into another folder.");
    refuseSource(input.file(), target);
    if ((intoFolder || skipsExisting) && !overwrite && Files.exists(target)) {
      throw new KeptException(target);
    }
    refuseUnwritable(target);
    return target;
  }

  /**
   * Where pictures from noise go.
   *
   * @param settings of the first
   * @param model the name of what makes them
   * @throws PictureException if that is not possible for one of them
   * @throws KeptException if all are there already, and the user said that this is enough
   */
  List<Path> targets(int count, RefineSettings settings, String model)
      throws PictureException, KeptException {
    List<Path> targets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path target = count == 1 && !intoFolder ? output : numbered(i, settings, model);
      refuseTaken(target, Path.of("picture " + (i + 1)), "Add {seed} or {version} to --name.");
      targets.add(target);
    }
    if (skipsExisting && !overwrite && targets.stream().allMatch(Files::exists)) {
      throw new KeptException(targets.getFirst());
    }
    for (Path target : targets) {
      refuseUnwritable(target);
    }
    return targets;
  }

  private Path numbered(int index, RefineSettings settings, String model) throws PictureException {
    if (!intoFolder) {
      String name = String.valueOf(output.getFileName());
      int dot = name.lastIndexOf('.');
      return output.resolveSibling(
          name.substring(0, dot) + "-" + (index + 1) + name.substring(dot));
    }
    RefineSettings own = settings.ofPicture(index);
    String stem = stem("", index + 1, own, model);
    PictureFormat written = format == null ? PictureFormat.PNG : format;
    try {
      return output.resolve(
          (stem == null ? String.valueOf(own.seed()) : stem) + "." + written.extension());
    } catch (InvalidPathException e) {
      throw noName("A picture", e);
    }
  }

  private Path named(Inputs.Input input, RefineSettings settings, String model)
      throws PictureException {
    try {
      String name = String.valueOf(input.name().getFileName());
      return renamed(input.name(), stem(name, 1, settings, model));
    } catch (InvalidPathException e) {
      throw noName("The result of " + input.file(), e);
    }
  }

  private static PictureException noName(String subject, InvalidPathException e) {
    return new PictureException(
        "%s cannot be named '%s' on this system (%s)."
            .formatted(subject, e.getInput(), e.getReason()),
        "Choose other fields with --name, or set a UTF-8 locale.",
        e);
  }

  /** A name without extension, or null where the user gave no template. */
  private @Nullable String stem(String source, int version, RefineSettings settings, String model) {
    return template == null
        ? null
        : template.nameOf(
            new NameTemplate.Picture(
                source, version, settings, model, LocalDate.now(ZoneId.systemDefault())));
  }

  private Path renamed(Path name, @Nullable String given) {
    PictureFormat target =
        format != null
            ? format
            : PictureFormat.ofName(name)
                .filter(PictureFormat::isWritable)
                .orElse(PictureFormat.PNG);
    String old = String.valueOf(name.getFileName());
    if (given != null) {
      return name.resolveSibling(given + "." + target.extension());
    }
    if (PictureFormat.ofName(name).filter(own -> own == target).isPresent()) {
      return name;
    }
    int dot = old.lastIndexOf('.');
    String stem = dot > 0 ? old.substring(0, dot) : old;
    int room = FileName.MAX_BYTES - target.extension().length() - 1;
    return name.resolveSibling(FileName.cut(stem, room) + "." + target.extension());
  }

  /** No two results are one file. */
  private void refuseTaken(Path target, Path subject, String remedy) throws PictureException {
    Path other = taken.putIfAbsent(target.toAbsolutePath().normalize(), subject);
    if (other != null && !other.equals(subject)) {
      throw new PictureException(
          "%s and %s would both become %s.".formatted(other, subject, target), remedy);
    }
  }

  private static void refuseSource(Path source, Path target) throws PictureException {
    try {
      if (Files.exists(target) && Files.isSameFile(source, target)) {
        throw new PictureException(
            target + " is the picture to refine, and sources are never overwritten.",
            "Choose another output.");
      }
    } catch (IOException e) {
      // A source that does not exist is told when it is read.
    }
  }

  private void refuseUnwritable(Path target) throws PictureException {
    if (!overwrite && Files.exists(target)) {
      throw new PictureException(
          target + " already exists.", "Choose another output, or add --overwrite.");
    }
    Path folder = target.toAbsolutePath().normalize().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && (!Files.isDirectory(folder) || !Files.isWritable(folder))) {
      throw new PictureException(
          target + " cannot be written: " + folder + " is not a writable folder.",
          "Choose another output.");
    }
  }
}
