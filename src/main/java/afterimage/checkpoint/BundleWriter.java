package afterimage.checkpoint;

import afterimage.checkpoint.graph.OnnxGraph;
import afterimage.checkpoint.lora.Loras;
import afterimage.checkpoint.lora.NetworkLoras;
import afterimage.checkpoint.network.Additions;
import afterimage.checkpoint.network.ControlNetGraph;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.network.Target;
import afterimage.checkpoint.network.TextEncoderGraph;
import afterimage.checkpoint.network.TinyVaeGraph;
import afterimage.checkpoint.network.UNetGraph;
import afterimage.checkpoint.network.VaeGraph;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.ControlNetArchitecture;
import afterimage.checkpoint.recognise.Part;
import afterimage.checkpoint.recognise.TextArchitecture;
import afterimage.checkpoint.recognise.UNetArchitecture;
import afterimage.checkpoint.recognise.VaeArchitecture;
import afterimage.checkpoint.weights.Supplied;
import afterimage.checkpoint.weights.Weight;
import afterimage.checkpoint.weights.WeightSet;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a checkpoint's graphs and configurations as a bundle in Optimum's layout. */
final class BundleWriter {
  private static final String ENCODER = "vae_encoder";
  private static final String DECODER = "vae_decoder";

  private final Checkpoint checkpoint;
  private final Loras loras;
  private final boolean inEightBits;
  private final Target target;
  private final Path bundle;
  private final Configurations configurations;

  private final Map<String, List<Supplied>> supplied = new TreeMap<>();

  /**
   * @param loras added to its networks
   * @param inEightBits whether matrices of the UNet's linear layers are kept in eight bits
   * @param form of the graphs
   * @param bundle an empty folder
   */
  BundleWriter(
      Checkpoint checkpoint, Loras loras, boolean inEightBits, GraphForm form, Path bundle) {
    this.checkpoint = checkpoint;
    this.loras = loras;
    this.inEightBits = inEightBits;
    this.target = Target.of(form);
    this.bundle = bundle;
    this.configurations = new Configurations(checkpoint, bundle);
  }

  /** The folders of the graphs that a part becomes. */
  static List<String> graphFolders(Part part) {
    return switch (part) {
      case VAE -> List.of(ENCODER, DECODER);
      case TINY_VAE -> List.of(CheckpointCompiler.PREVIEW_DECODER);
      default -> List.of(part.folder());
    };
  }

  /**
   * Writes all.
   *
   * @return what must be supplied to each graph when it is loaded, by the graph's folder
   * @throws EngineException naming weights that are missing, of the wrong shape, or unknown, or
   *     layers of LoRAs that the networks lack
   */
  Map<String, List<Supplied>> write() throws IOException, EngineException {
    Checkpoint.Sizes sizes = checkpoint.sizes();
    textEncoder(Part.TEXT_ENCODER, sizes.textEncoder(), loras.textEncoder());
    textEncoder(Part.TEXT_ENCODER_2, sizes.textEncoder2(), loras.textEncoder2());
    unet(sizes.unet());
    controlNet(sizes.controlNet());
    vae(sizes.vae(), sizes.unet());
    loras.requireUsed();
    configurations.index();
    configurations.scheduler();
    configurations.descriptor(loras.label());
    return supplied;
  }

  /**
   * Writes the decoder of a tiny autoencoder, and nothing else.
   *
   * @throws EngineException if the file holds only the encoder, or its layers are others
   */
  void writePreviewDecoder() throws IOException, EngineException {
    @Nullable WeightSet both = checkpoint.parts().get(Part.TINY_VAE);
    Map<String, Weight> decoder = new TreeMap<>(both == null ? Map.of() : both.all());
    decoder.keySet().removeIf(name -> !name.startsWith("decoder."));
    if (decoder.isEmpty()) {
      throw new EngineException(
          Messages.of("checkpoint.encoder", checkpoint.path()),
          Messages.of("checkpoint.encoder.remedy"));
    }
    WeightSet weights = new WeightSet(decoder);
    OnnxGraph graph = TinyVaeGraph.decoder(weights);
    weights.requireComplete(Part.TINY_VAE.label());
    Path part = Files.createDirectories(bundle.resolve(CheckpointCompiler.PREVIEW_DECODER));
    graph.write(part.resolve("model.onnx"));
  }

  private void textEncoder(Part part, @Nullable TextArchitecture sizes, NetworkLoras added)
      throws IOException, EngineException {
    @Nullable WeightSet weights = checkpoint.parts().get(part);
    if (weights != null && sizes != null) {
      Additions additions = new Additions(added, false);
      OnnxGraph graph = TextEncoderGraph.build(sizes, weights, additions, target);
      weights.requireComplete(part.label());
      supplied.put(part.folder(), additions.supplied());
      write(part.folder(), graph, configurations.textEncoder(part, sizes));
      Tokenizer.write(part, sizes, checkpoint.sidecars(), bundle);
    }
  }

  private void unet(@Nullable UNetArchitecture sizes) throws IOException, EngineException {
    @Nullable WeightSet weights = checkpoint.parts().get(Part.UNET);
    if (weights != null && sizes != null) {
      Additions additions = new Additions(loras.unet(sizes), inEightBits);
      OnnxGraph graph =
          UNetGraph.build(
              sizes, weights, additions, target, checkpoint.parts().containsKey(Part.CONTROLNET));
      weights.requireComplete(Part.UNET.label());
      supplied.put(Part.UNET.folder(), additions.supplied());
      write(Part.UNET.folder(), graph, configurations.unet(sizes));
    }
  }

  private void controlNet(@Nullable ControlNetArchitecture sizes)
      throws IOException, EngineException {
    @Nullable WeightSet weights = checkpoint.parts().get(Part.CONTROLNET);
    if (weights != null && sizes != null) {
      Additions additions = Additions.none();
      OnnxGraph graph = ControlNetGraph.build(sizes, weights, additions, target);
      weights.requireComplete(Part.CONTROLNET.label());
      supplied.put(Part.CONTROLNET.folder(), additions.supplied());
      Path part = Files.createDirectories(bundle.resolve(Part.CONTROLNET.folder()));
      graph.write(part.resolve("model.onnx"));
    }
  }

  private void vae(@Nullable VaeArchitecture sizes, @Nullable UNetArchitecture unet)
      throws IOException, EngineException {
    @Nullable WeightSet weights = checkpoint.parts().get(Part.VAE);
    if (weights == null && unet != null) {
      Path part = Files.createDirectories(bundle.resolve(DECODER));
      Configurations.write(part.resolve("config.json"), configurations.absentVae(unet));
    }
    if (weights != null && sizes != null) {
      Target safe = sizes.forceUpcast() ? target.inFull() : target;
      Map<String, OnnxGraph> graphs =
          Map.of(
              ENCODER, VaeGraph.encoder(sizes, weights, safe),
              DECODER, VaeGraph.decoder(sizes, weights, safe));
      weights.requireComplete(Part.VAE.label());
      for (Map.Entry<String, OnnxGraph> graph : graphs.entrySet()) {
        write(graph.getKey(), graph.getValue(), configurations.vae(sizes));
      }
    }
  }

  private void write(String folder, OnnxGraph graph, ObjectNode config) throws IOException {
    Path part = Files.createDirectories(bundle.resolve(folder));
    graph.write(part.resolve("model.onnx"));
    Configurations.write(part.resolve("config.json"), config);
  }
}
