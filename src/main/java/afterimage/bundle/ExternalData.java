package afterimage.bundle;

import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.file.ForeignFile;
import afterimage.message.Messages;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Looks for the files beside an ONNX graph that hold its weights, before ONNX Runtime opens any. A
 * graph from a stranger must not make the program read files outside its own folder.
 *
 * <p>Reads ONNX's protobuf (onnx.proto3, {@code ModelProto}) only as far as tensors can hide in it,
 * and skips what they contain.
 */
public final class ExternalData {
  /** Graphs nest (If, Loop); deeper than this is no model. */
  private static final int DEEPEST = 32;

  private static final int MAX_FILES = 10_000;

  private final Set<String> locations = new LinkedHashSet<>();

  private ExternalData() {}

  /**
   * The files that a graph keeps weights in, besides itself.
   *
   * @throws EngineException if the graph is damaged, or such a file is missing or lies outside the
   *     graph's folder
   */
  public static Set<Path> files(Path graph) throws EngineException {
    return files(graph, graph.toAbsolutePath().resolveSibling(".").normalize());
  }

  /**
   * The files that a graph keeps weights in.
   *
   * @param folder where they may be
   * @throws EngineException if the graph is damaged, or such a file is missing or lies elsewhere
   */
  public static Set<Path> files(Path graph, Path folder) throws EngineException {
    ExternalData found = new ExternalData();
    try {
      ForeignFile.requirePlain(graph);
    } catch (IOException e) {
      throw ForeignModel.unreadable(graph, e);
    }
    try (InputStream stream = Files.newInputStream(graph)) {
      CodedInputStream in = CodedInputStream.newInstance(stream, 1 << 16);
      in.setSizeLimit(Integer.MAX_VALUE);
      boolean hasGraph = found.walk(in, Message.MODEL, 0);
      if (!hasGraph) {
        throw damaged(graph, null);
      }
      return inside(graph, folder, found.locations);
    } catch (InvalidProtocolBufferException e) {
      throw damaged(graph, e);
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("bundle.graph.unreadable", graph),
          Messages.of("bundle.graph.unreadable.remedy"),
          e);
    }
  }

  private static Set<Path> inside(Path graph, Path folder, Set<String> locations)
      throws EngineException, IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (String location : locations) {
      Path file;
      try {
        Path relative = Path.of(location);
        file = folder.resolve(relative).normalize();
        if (relative.isAbsolute() || location.startsWith("\\") || !file.startsWith(folder)) {
          throw outside(graph, location);
        }
      } catch (InvalidPathException e) {
        throw outside(graph, location);
      }
      if (!Files.isRegularFile(file)) {
        throw new EngineException(
            Messages.of("bundle.weights.missing", file, graph),
            Messages.of("bundle.weights.missing.remedy"));
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw outside(graph, location);
      }
      files.add(file);
    }
    return files;
  }

  /** Reads one message to its end and says whether it held a graph. */
  private boolean walk(CodedInputStream in, Message message, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new InvalidProtocolBufferException("nested too deeply");
    }
    boolean hasGraph = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      Message inner = message.inner(WireFormat.getTagFieldNumber(tag));
      if (inner == null || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        in.skipField(tag);
        continue;
      }
      hasGraph |= inner == Message.GRAPH;
      int limit = in.pushLimit(in.readRawVarint32());
      if (inner == Message.EXTERNAL_ENTRY) {
        readEntry(in);
      } else {
        walk(in, inner, depth + 1);
      }
      in.checkLastTagWas(0);
      if (in.getBytesUntilLimit() != 0) {
        throw new InvalidProtocolBufferException("a message ends early");
      }
      in.popLimit(limit);
    }
    return hasGraph;
  }

  /** A {@code StringStringEntryProto}: only the entry "location" names a file. */
  private void readEntry(CodedInputStream in) throws IOException {
    String key = "";
    String value = "";
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> key = new String(in.readByteArray(), StandardCharsets.UTF_8);
        case 2 -> value = new String(in.readByteArray(), StandardCharsets.UTF_8);
        default -> in.skipField(tag);
      }
    }
    if (key.equals("location")) {
      locations.add(value);
      if (locations.size() > MAX_FILES) {
        throw new InvalidProtocolBufferException("too many files");
      }
    }
  }

  private static EngineException outside(Path graph, String location) {
    return new EngineException(
        Messages.of("bundle.weights.outside", graph, location),
        Messages.of("bundle.weights.outside.remedy"));
  }

  private static EngineException damaged(
      Path graph, @org.jspecify.annotations.Nullable Throwable cause) {
    return new EngineException(
        Messages.of("bundle.graph.damaged", graph),
        Messages.of("bundle.graph.damaged.remedy"),
        cause);
  }
}
