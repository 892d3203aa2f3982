package afterimage.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small ONNX graphs for tests: nodes without attributes, fp32 weights. */
public final class GraphWriter {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int EXTERNAL = 1;

  private final List<ByteString> nodes = new ArrayList<>();
  private final List<ByteString> weights = new ArrayList<>();
  private final List<ByteString> inputs = new ArrayList<>();
  private final List<ByteString> outputs = new ArrayList<>();

  /** A graph input of floats; a dimension of -1 is free. */
  public GraphWriter input(String name, int... dimensions) {
    inputs.add(value(name, dimensions));
    return this;
  }

  /** A graph output of floats. */
  public GraphWriter output(String name, int... dimensions) {
    outputs.add(value(name, dimensions));
    return this;
  }

  /** A graph input of floats whose shape the graph does not tell. */
  GraphWriter undeclaredInput(String name) {
    inputs.add(undeclared(name, FLOAT));
    return this;
  }

  /** A graph output whose shape the graph does not tell. */
  GraphWriter undeclaredOutput(String name) {
    outputs.add(undeclared(name, FLOAT));
    return this;
  }

  /** A graph output of whole numbers whose shape the graph does not tell. */
  GraphWriter undeclaredIntegers(String name) {
    outputs.add(undeclared(name, INT64));
    return this;
  }

  public GraphWriter node(String operator, String output, String... arguments) {
    nodes.add(
        message(
            out -> {
              for (String argument : arguments) {
                out.writeString(1, argument);
              }
              out.writeString(2, output);
              out.writeString(4, operator);
            }));
    return this;
  }

  GraphWriter weight(String name, int[] dimensions, float... values) {
    ByteBuffer raw = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    weights.add(
        message(
            out -> {
              tensor(out, name, dimensions);
              out.writeByteArray(9, raw.array());
            }));
    return this;
  }

  /** A weight in another file. */
  public GraphWriter external(String name, int[] dimensions, String location) {
    weights.add(
        message(
            out -> {
              tensor(out, name, dimensions);
              out.writeBytes(
                  13,
                  message(
                      entry -> {
                        entry.writeString(1, "location");
                        entry.writeString(2, location);
                      }));
              out.writeInt32(14, EXTERNAL);
            }));
    return this;
  }

  public void write(Path file) {
    ByteString graph =
        message(
            out -> {
              for (ByteString node : nodes) {
                out.writeBytes(1, node);
              }
              out.writeString(2, "test");
              for (ByteString weight : weights) {
                out.writeBytes(5, weight);
              }
              for (ByteString input : inputs) {
                out.writeBytes(11, input);
              }
              for (ByteString output : outputs) {
                out.writeBytes(12, output);
              }
            });
    ByteString model =
        message(
            out -> {
              out.writeInt64(1, 7);
              out.writeBytes(7, graph);
              out.writeBytes(8, message(opset -> opset.writeInt64(2, 14)));
            });
    try {
      Files.write(file, model.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tensor(CodedOutputStream out, String name, int[] dimensions)
      throws IOException {
    for (int dimension : dimensions) {
      out.writeInt64(1, dimension);
    }
    out.writeInt32(2, FLOAT);
    out.writeString(8, name);
  }

  private static ByteString undeclared(String name, int type) {
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(
              2, message(t -> t.writeBytes(1, message(tensor -> tensor.writeInt32(1, type)))));
        });
  }

  private static ByteString value(String name, int... dimensions) {
    ByteString shape =
        message(
            out -> {
              for (int i = 0; i < dimensions.length; i++) {
                int dimension = dimensions[i];
                String free = name + i;
                out.writeBytes(
                    1,
                    message(
                        size -> {
                          if (dimension < 0) {
                            size.writeString(2, free);
                          } else {
                            size.writeInt64(1, dimension);
                          }
                        }));
              }
            });
    ByteString tensorType =
        message(
            out -> {
              out.writeInt32(1, FLOAT);
              out.writeBytes(2, shape);
            });
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(2, message(type -> type.writeBytes(1, tensorType)));
        });
  }

  private static ByteString message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }
}
