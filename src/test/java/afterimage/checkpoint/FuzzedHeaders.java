package afterimage.checkpoint;

import afterimage.fuzz.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Headers of safetensors files as fuzz tests change them, and files made of them. */
final class FuzzedHeaders {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

  /** Holes, so that it costs nothing; a header that asks for more is refused. */
  private static final long MAX_DATA = 64L << 20;

  private FuzzedHeaders() {}

  /** Of LoRAs, of an autoencoder, of a ControlNet, and of single tensors. */
  static Stream<byte[]> seeds() throws IOException {
    return Stream.of(
            Seeds.files("lora", ".safetensors").map(FuzzedHeaders::header),
            networks(),
            Seeds.files("reference-2/controlnet", ".safetensors").map(FuzzedHeaders::header),
            Stream.of(
                    "{}",
                    "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}",
                    "{\"__metadata__\":{\"format\":\"pt\"},\"b\":{\"dtype\":\"BF16\",\"shape\":[],"
                        + "\"data_offsets\":[0,2]}}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)))
        .flatMap(all -> all);
  }

  /** Of whole small networks. */
  static Stream<byte[]> networks() throws IOException {
    return Seeds.files("taesd", ".safetensors").map(FuzzedHeaders::header);
  }

  /** A file with this header and as many zeros behind it as its largest number wants. */
  static Path file(Path file, byte[] header) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long data =
        NUMBER
            .matcher(new String(header, StandardCharsets.ISO_8859_1))
            .results()
            .map(MatchResult::group)
            .mapToLong(Long::parseLong)
            .filter(number -> number <= MAX_DATA)
            .max()
            .orElse(0);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(0);
      out.write(length.putLong(header.length).array());
      out.write(header);
      out.setLength(Long.BYTES + header.length + data);
    }
    return file;
  }

  private static byte[] header(byte[] file) {
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Arrays.copyOfRange(file, Long.BYTES, Long.BYTES + (int) length);
  }
}
