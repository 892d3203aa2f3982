package afterimage.onnx.runtime;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The smallest ONNX graph, {@code y = x}, to try an execution provider with. */
final class ProbeGraph {
  private static final int IR_VERSION = 7;
  private static final int OPSET = 14;
  private static final int FLOAT = 1;

  private ProbeGraph() {}

  /** The graph as onnx.proto3's {@code ModelProto}. */
  static byte[] bytes() {
    ByteString dimension = message(out -> out.writeInt64(1, 1));
    ByteString shape = message(out -> out.writeBytes(1, dimension));
    ByteString tensorType =
        message(
            out -> {
              out.writeInt32(1, FLOAT);
              out.writeBytes(2, shape);
            });
    ByteString type = message(out -> out.writeBytes(1, tensorType));
    ByteString node =
        message(
            out -> {
              out.writeString(1, "x");
              out.writeString(2, "y");
              out.writeString(4, "Identity");
            });
    ByteString graph =
        message(
            out -> {
              out.writeBytes(1, node);
              out.writeString(2, "probe");
              out.writeBytes(11, value("x", type));
              out.writeBytes(12, value("y", type));
            });
    return message(
            out -> {
              out.writeInt64(1, IR_VERSION);
              out.writeBytes(7, graph);
              out.writeBytes(8, message(opset -> opset.writeInt64(2, OPSET)));
            })
        .toByteArray();
  }

  private static ByteString value(String name, ByteString type) {
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(2, type);
        });
  }

  private static ByteString message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }
}
