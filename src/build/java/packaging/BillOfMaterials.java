package packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CycloneDX list of what the packages contain: Maven's dependencies as the plugin found them,
 * and what Maven does not know of, the Java runtime and the built-in models.
 */
final class BillOfMaterials {
  private BillOfMaterials() {}

  /** Returns the file in {@code target/installer}. */
  static Path write(Build build, Path runtime) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    ObjectNode bom =
        (ObjectNode) json.readTree(Files.readAllBytes(build.project().resolve("target/bom.json")));
    ArrayNode components = (ArrayNode) bom.get("components");
    components.add(runtime(runtime));
    if (GraphicsLibraries.areNeeded(build)) {
      components.add(graphics(build));
    }
    for (Path model : FileTree.list(build.distribution().resolve("models"), "*")) {
      if (Files.isDirectory(model)) {
        components.add(model(build, model));
      }
    }
    Path file = build.out().resolve(build.name() + "-" + build.version() + ".cdx.json");
    Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(bom));
    return file;
  }

  private static ObjectNode runtime(Path runtime) throws IOException {
    String vendor = "unknown";
    for (String line : Files.readAllLines(runtime.resolve("release"))) {
      if (line.startsWith("IMPLEMENTOR=")) {
        vendor = line.substring("IMPLEMENTOR=".length()).replace("\"", "");
      }
    }
    ObjectNode node = component("platform", "OpenJDK", Runtime.version().toString());
    node.putObject("supplier").put("name", vendor);
    node.putArray("licenses")
        .addObject()
        .put("expression", "GPL-2.0-only WITH Classpath-exception-2.0");
    return node;
  }

  /** The npm package, with the files of it that are used. */
  private static ObjectNode graphics(Build build) throws IOException {
    String version = Files.readString(GraphicsLibraries.folder(build).resolve("stamp"));
    String[] parts = version.split(" ");
    ObjectNode node = component("library", "onnxruntime-node", parts[0]);
    node.put("purl", "pkg:npm/onnxruntime-node@" + parts[0]);
    node.putArray("hashes").addObject().put("alg", "SHA-512").put("content", parts[1]);
    node.putArray("licenses").addObject().putObject("license").put("id", "MIT");
    ArrayNode inside = node.putArray("components");
    ObjectNode dawn = component("library", "dawn", "as built into onnxruntime " + parts[0]);
    dawn.putArray("licenses").addObject().putObject("license").put("id", "BSD-3-Clause");
    inside.add(dawn);
    return node;
  }

  private static ObjectNode model(Build build, Path model) throws IOException {
    String name = model.getFileName().toString();
    ObjectNode node = component("machine-learning-model", name, build.version());
    node.putArray("licenses").addObject().putObject("license").put("id", "Apache-2.0");
    ArrayNode files = node.putArray("components");
    for (Path file : FileTree.all(model)) {
      if (Files.isRegularFile(file)) {
        ObjectNode part =
            JsonNodeFactory.instance
                .objectNode()
                .put("type", "file")
                .put("name", name + "/" + model.relativize(file).toString().replace('\\', '/'));
        part.putArray("hashes")
            .addObject()
            .put("alg", "SHA-256")
            .put("content", Checksums.of(file, "SHA-256"));
        files.add(part);
      }
    }
    return node;
  }

  private static ObjectNode component(String type, String name, String version) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", type)
        .put("bom-ref", name + "@" + version)
        .put("name", name)
        .put("version", version);
  }
}
