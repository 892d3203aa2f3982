package afterimage.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Inputs to begin with, besides those in the folder that Jazzer looks into for each fuzz test. */
public final class Seeds {
  /** Parts fields in inputs of several; no byte of UTF-8. */
  private static final byte FIELD = (byte) 0xff;

  private static final Path RESOURCES = Path.of("src/test/resources");

  private Seeds() {}

  /** Files of a folder of the test resources whose names end so. */
  public static Stream<byte[]> files(String folder, String ending) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .map(Seeds::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's bytes. */
  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An input of several fields. */
  public static byte[] joined(byte[]... fields) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      if (all.size() > 0) {
        all.write(FIELD);
      }
      all.writeBytes(field);
    }
    return all.toByteArray();
  }

  /** The fields of an input, as many as wanted; the last takes the rest, missing ones are empty. */
  public static byte[][] fields(byte[] input, int count) {
    byte[][] fields = new byte[count][];
    int start = 0;
    for (int i = 0; i < count; i++) {
      int end = start;
      while (end < input.length && (i == count - 1 || input[end] != FIELD)) {
        end++;
      }
      fields[i] = Arrays.copyOfRange(input, Math.min(start, input.length), end);
      start = Math.min(end + 1, input.length);
    }
    return fields;
  }
}
