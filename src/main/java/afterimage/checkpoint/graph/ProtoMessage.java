package afterimage.checkpoint.graph;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A protobuf message under construction, written field by field. */
final class ProtoMessage {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream fields = CodedOutputStream.newInstance(bytes);

  private interface Write {
    void run() throws IOException;
  }

  ProtoMessage integer(int field, long value) {
    return write(() -> fields.writeInt64(field, value));
  }

  ProtoMessage real(int field, float value) {
    return write(() -> fields.writeFloat(field, value));
  }

  ProtoMessage text(int field, String value) {
    return write(() -> fields.writeString(field, value));
  }

  ProtoMessage bytes(int field, byte[] value) {
    return write(() -> fields.writeByteArray(field, value));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    write(fields::flush);
    return bytes.toByteArray();
  }

  private ProtoMessage write(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return this;
  }
}
