package afterimage.cli;

import afterimage.file.FileName;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each picture's result goes, and the refusals that need no refined picture to be known.
 *
 * <p>One picture goes to the file that {@code -o} names; several, or what a folder holds, go into
 * the folder that it names, under their own names.
 */
final class OutputPlan {
  private final Path output;
  private final boolean intoFolder;
  private final @Nullable PictureFormat format;
  private final boolean overwrite;
  private final Map<Path, Path> taken = new HashMap<>();

  private OutputPlan(
      Path output, boolean intoFolder, @Nullable PictureFormat format, boolean overwrite) {
    this.output = output;
    this.intoFolder = intoFolder;
    this.format = format;
    this.overwrite = overwrite;
  }

  /**
   * A plan for a command's arguments.
   *
   * @param format of files in a folder, or null for each source's own or else PNG
   * @throws IllegalArgumentException if {@code output} can't take the results
   */
  static OutputPlan of(
      List<Path> arguments, Output named, @Nullable PictureFormat format, boolean overwrite) {
    Path output = named.path();
    boolean several = arguments.size() > 1 || Files.isDirectory(arguments.getFirst());
    boolean intoFolder = several || named.isFolder();
    if (intoFolder && Files.exists(output) && !Files.isDirectory(output)) {
      throw new IllegalArgumentException(
          several
              ? "several pictures go into a folder, but " + output + " is a file"
              : output + " is a file and no folder");
    }
    if (!intoFolder) {
      checkName(output, format);
    }
    return new OutputPlan(output, intoFolder, format, overwrite);
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
   * Where a picture's result goes.
   *
   * @param stem its name in a folder, without extension; null for the source's own
   * @throws PictureException if that is not possible
   */
  Path target(Inputs.Input input, @Nullable String stem) throws PictureException {
    Path target = intoFolder ? output.resolve(named(input, stem)) : output;
    Path absolute = target.toAbsolutePath().normalize();
    Path other = taken.putIfAbsent(absolute, input.file());
    if (other != null && !other.equals(input.file())) {
      throw new PictureException(
          "%s and %s would both become %s.".formatted(other, input.file(), target),
          "Rename one, or refine it into another folder.");
    }
    refuseSource(input.file(), target);
    if (!overwrite && Files.exists(target)) {
      throw new PictureException(
          target + " exists already.", "Choose another output, or add --overwrite.");
    }
    refuseUnwritable(absolute, target);
    return target;
  }

  private Path named(Inputs.Input input, @Nullable String stem) throws PictureException {
    try {
      return renamed(input.name(), stem);
    } catch (InvalidPathException e) {
      throw new PictureException(
          "The result of %s cannot be called '%s' on this system (%s)."
              .formatted(input.file(), e.getInput(), e.getReason()),
          "Choose other fields with --name, or set a UTF-8 locale.",
          e);
    }
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
    int room = FileName.MOST_BYTES - target.extension().length() - 1;
    return name.resolveSibling(FileName.cut(stem, room) + "." + target.extension());
  }

  private static void refuseSource(Path source, Path target) throws PictureException {
    try {
      if (Files.exists(target) && Files.isSameFile(source, target)) {
        throw new PictureException(
            target + " is the picture to refine, and sources are never written to.",
            "Choose another output.");
      }
    } catch (IOException e) {
      // A source that does not exist is told when it is read.
    }
  }

  private static void refuseUnwritable(Path absolute, Path target) throws PictureException {
    Path folder = absolute.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && (!Files.isDirectory(folder) || !Files.isWritable(folder))) {
      throw new PictureException(
          target + " cannot be written: " + folder + " is no folder that you may write to.",
          "Choose another output.");
    }
  }
}
