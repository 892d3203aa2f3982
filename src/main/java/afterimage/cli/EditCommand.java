package afterimage.cli;

import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage edit FILE}, as other programs call their external editors. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description = {
      "Opens the studio on a picture, for other programs.",
      "Save writes the result back to the file and closes the window."
    },
    footer = {
      "",
      "Exit codes: 0 saved, 1 closed without saving, 2 the file cannot be edited.",
      "The former file is kept in a folder of Afterimage's; see docs/external-editor.md."
    })
final class EditCommand implements Callable<Integer> {
  private static final String EDITED = "-edited";

  private final CommandLineParts parts;
  private final Editor editor;

  @Parameters(paramLabel = "FILE", arity = "1", description = "The picture.")
  private Path file = Path.of("");

  @Option(
      names = "--beside",
      description = "Save to a new file beside it, NAME-edited, and leave FILE as it is.")
  private boolean beside;

  EditCommand(CommandLineParts parts, Editor editor) {
    this.parts = parts;
    this.editor = editor;
  }

  @Override
  public Integer call() {
    try {
      Path picture = file.toAbsolutePath().normalize();
      PictureReader.read(picture);
      Path target = beside ? free(picture) : picture;
      requireWritable(picture, target);
      return switch (editor.edit(picture, target)) {
        case SAVED -> {
          if (beside) {
            parts.out().println(target.toString());
          }
          yield ExitCode.DONE;
        }
        case CLOSED -> ExitCode.FAILED;
        case NO_WINDOW -> ExitCode.USAGE;
      };
    } catch (PictureException e) {
      // One would mean that the user closed the window: the caller's file is as it was, too.
      new Messages(parts.err()).failure(Failure.of(e));
      return ExitCode.USAGE;
    }
  }

  /** In the same format, or in PNG where that is not written. */
  private static Path free(Path picture) {
    String name = String.valueOf(picture.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    boolean same = PictureFormat.ofName(picture).filter(PictureFormat::isWritable).isPresent();
    String extension = same ? name.substring(dot) : "." + PictureFormat.PNG.extension();
    Path free = picture.resolveSibling(stem + EDITED + extension);
    for (int number = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); number++) {
      free = picture.resolveSibling(stem + EDITED + "-" + number + extension);
    }
    return free;
  }

  private static void requireWritable(Path picture, Path target) throws PictureException {
    if (PictureFormat.ofName(target).filter(PictureFormat::isWritable).isEmpty()) {
      throw new PictureException(
          picture + " has a format that Afterimage does not write.",
          "Add --beside to save a PNG beside it.");
    }
    Path folder = target.getParent();
    if (Files.exists(target) && isReadOnly(target)) {
      throw new PictureException(
          target + " is read-only.",
          "Make it writable, or add --beside to save to another file beside it.");
    }
    if (folder == null || !Files.isWritable(folder)) {
      throw new PictureException(
          target + " cannot be written: " + folder + " is not a writable folder.",
          "Copy the picture to another folder.");
    }
  }

  /** Also where the user is one who may write everything. */
  private static boolean isReadOnly(Path file) {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    try {
      Set<PosixFilePermission> permissions =
          view == null ? Set.of() : view.readAttributes().permissions();
      boolean nobodyWrites =
          view != null
              && !permissions.contains(PosixFilePermission.OWNER_WRITE)
              && !permissions.contains(PosixFilePermission.GROUP_WRITE)
              && !permissions.contains(PosixFilePermission.OTHERS_WRITE);
      return nobodyWrites || !Files.isWritable(file);
    } catch (IOException e) {
      return !Files.isWritable(file);
    }
  }
}
