package afterimage.catalog;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the name under which a LoRA was trained into its header, as kohya does. */
final class TrainedName {
  private TrainedName() {}

  static byte[] of(byte[] file, String name) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    String header = new String(file, Long.BYTES, length, StandardCharsets.UTF_8).strip();
    String named =
        header.replaceFirst(
            "^\\{(\\s*\"__metadata__\"\\s*:\\s*\\{[^}]*},?)?",
            "{\"__metadata__\":{\"ss_output_name\":\"" + name + "\"},");
    byte[] json = named.getBytes(StandardCharsets.UTF_8);
    int body = file.length - Long.BYTES - length;
    return ByteBuffer.allocate(Long.BYTES + json.length + body)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(file, Long.BYTES + length, body)
        .array();
  }
}
