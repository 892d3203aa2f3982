package afterimage.cli;

import afterimage.file.PathText;
import afterimage.image.PictureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Files that are named in a file or by another program instead of on the command line. */
final class FileList {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  @Option(
      names = "--files-from",
      paramLabel = "FILE",
      description = "Also refine what this file names, one per line; - reads the standard input.")
  private @Nullable Path file;

  @Option(
      names = {"-0", "--null"},
      description = "The names given with --files-from end with NUL, as find -print0 writes them.")
  private boolean endsWithNul;

  private @Nullable Content content;

  /**
   * What it names.
   *
   * @param failures names that no file can have here
   */
  record Content(List<Path> files, List<Failure> failures) {}

  boolean isGiven() {
    return file != null;
  }

  /** Whether it is the standard input. */
  boolean isStream() {
    return file != null && file.toString().equals(Output.STREAM);
  }

  /**
   * The names, read once; none where no file is given.
   *
   * @throws PictureException if the list cannot be read
   */
  Content content(StandardInput input) throws PictureException {
    Path list = file;
    if (list == null) {
      return new Content(List.of(), List.of());
    }
    Content read = content;
    if (read == null) {
      read = parse(text(isStream() ? input.bytes() : bytes(list)));
      content = read;
    }
    return read;
  }

  private static byte[] bytes(Path list) throws PictureException {
    try {
      return Files.readAllBytes(list);
    } catch (IOException | OutOfMemoryError e) {
      throw new PictureException(
          "The list %s cannot be read: %s.".formatted(list, reason(e)), "Check its name.", e);
    }
  }

  private static String reason(Throwable e) {
    String message = String.valueOf(e.getMessage());
    return e instanceof NoSuchFileException ? "it does not exist" : message;
  }

  /** As the system writes names; lists of other systems are in UTF-8. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
    }
  }

  private Content parse(String text) {
    List<Path> files = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    String plain = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    List<String> names = endsWithNul ? List.of(plain.split("\0", -1)) : plain.lines().toList();
    for (String name : names) {
      if (name.isEmpty()) {
        continue;
      }
      // A file may be called like the standard input.
      PathText.find(name.equals(Output.STREAM) ? "./" + name : name)
          .ifPresentOrElse(
              files::add,
              () ->
                  failures.add(
                      new Failure(
                          "No file can be called '" + name + "' here.",
                          "Check the list, and set a UTF-8 locale.",
                          null)));
    }
    return new Content(List.copyOf(files), List.copyOf(failures));
  }
}
