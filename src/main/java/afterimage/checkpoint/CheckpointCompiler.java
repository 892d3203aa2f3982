package afterimage.checkpoint;

import afterimage.checkpoint.lora.Loras;
import afterimage.checkpoint.network.Flavour;
import afterimage.checkpoint.network.GraphForm;
import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.recognise.Completion;
import afterimage.checkpoint.recognise.ControlNetSource;
import afterimage.checkpoint.recognise.Family;
import afterimage.checkpoint.recognise.VaeSource;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.safetensors.WeightScan;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import afterimage.engine.ModelOptions;
import afterimage.file.FolderRemoval;
import afterimage.message.Messages;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model bundle from a checkpoint: graphs and configurations of a few megabytes, in a cache.
 * The weights stay where they are; the bundle says where, and {@link CompiledBundle} finds them.
 */
public final class CheckpointCompiler {
  /** The folder of a preview decoder's graph in its bundle. */
  public static final String PREVIEW_DECODER = "tiny_vae_decoder";

  private CheckpointCompiler() {}

  /**
   * Whether a path is for us: a file, or a folder in diffusers' layout with weights in safetensors.
   * A folder with ONNX graphs is a bundle already.
   */
  public static boolean isCheckpoint(Path path) {
    return Checkpoint.mayBe(path) && !Files.exists(path.resolve("unet").resolve("model.onnx"));
  }

  /**
   * The bundle for a checkpoint, compiled now unless the cache has it. LoRAs become branches beside
   * the layers, whose matrices stay in their files. One that has no VAE becomes a bundle that says
   * so, which can be looked into.
   *
   * @param checkpoint a {@code .safetensors} or {@code .gguf} file, or a folder in diffusers'
   *     layout
   * @param options what is added to it, and how its weights are kept
   * @param form for the device that its graphs will run on
   * @param cacheFolder made if it is not there; if it may not be written to, a temporary one is
   *     used
   * @return a folder that {@code afterimage.bundle} opens, and where its weights are
   * @throws EngineException if the checkpoint, a LoRA or another part is damaged or of no known
   *     kind, they don't fit each other, there are no text encoders, or the cache cannot be written
   */
  public static CompiledModel compile(
      Path checkpoint, ModelOptions options, GraphForm form, Path cacheFolder)
      throws EngineException {
    return ForeignModel.open(
        checkpoint, () -> compileWhole(checkpoint, options, form, cacheFolder));
  }

  /** The same in a flavour as it is. */
  public static CompiledModel compile(
      Path checkpoint, ModelOptions options, Flavour flavour, Path cacheFolder)
      throws EngineException {
    return compile(checkpoint, options, GraphForm.of(flavour), cacheFolder);
  }

  private static CompiledModel compileWhole(
      Path checkpoint, ModelOptions options, GraphForm form, Path cacheFolder)
      throws EngineException {
    Checkpoint read = Checkpoint.read(checkpoint);
    if (!read.family().isModel()) {
      throw new EngineException(
          Messages.of("checkpoint.whole", checkpoint, read.family().label()),
          Messages.of("checkpoint.whole.remedy"));
    }
    return compile(completed(read, options), options, form, cacheFolder);
  }

  /** With the parts of others that it lacks or that are wanted; a VAE may still be missing. */
  private static Checkpoint completed(Checkpoint read, ModelOptions options)
      throws EngineException {
    Checkpoint complete = read;
    if (options.partsFrom() != null && !(read.hasTextEncoders() && read.hasVae())) {
      complete = Completion.withPartsOf(complete, Checkpoint.read(options.partsFrom()));
    }
    if (options.vae() != null) {
      complete = Completion.withVae(complete, VaeSource.read(options.vae()));
    }
    if (!complete.hasTextEncoders()) {
      throw new EngineException(
          Messages.of("checkpoint.texts", read.path()),
          Messages.of("checkpoint.texts.remedy"),
          EngineException.Alternative.PARTS_OF_ANOTHER_MODEL,
          null);
    }
    return options.controlNet() == null
        ? complete
        : Completion.withControlNet(complete, ControlNetSource.read(options.controlNet()));
  }

  /**
   * The decoder of a tiny autoencoder (TAESD), which paints latents for previews, as a bundle with
   * that one graph.
   *
   * @param file a {@code .safetensors} file in the original's naming or in diffusers'
   * @throws EngineException if it is damaged or something else, or the cache cannot be written
   */
  public static CompiledModel compilePreviewDecoder(Path file, Path cacheFolder)
      throws EngineException {
    Checkpoint read = Checkpoint.read(file);
    if (read.family() != Family.TINY_VAE) {
      throw new EngineException(
          Messages.of("checkpoint.previews", file, read.family().label()),
          Messages.of("checkpoint.previews.remedy"));
    }
    return ForeignModel.open(
        file,
        () -> compile(read, ModelOptions.DEFAULT, GraphForm.of(Flavour.PORTABLE), cacheFolder));
  }

  private static CompiledModel compile(
      Checkpoint read, ModelOptions options, GraphForm form, Path cacheFolder)
      throws EngineException {
    try {
      CompiledBundle wanted = CompiledBundle.of(read, options, form);
      Path bundle = cacheFolder.resolve(wanted.folderName());
      CompiledBundle there = there(bundle, wanted);
      if (there == null) {
        bundle = CompiledCache.writable(cacheFolder).resolve(wanted.folderName());
        there = there(bundle, wanted);
      }
      CompiledBundle compiled = there == null ? compile(read, options, wanted, bundle) : there;
      BundleUse.mark(bundle);
      compiled.requireUnchanged();
      return new CompiledModel(bundle, compiled);
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.compile", read.path(), cacheFolder),
          Messages.of("checkpoint.compile.remedy"),
          e);
    }
  }

  private static @Nullable CompiledBundle there(Path bundle, CompiledBundle wanted) {
    BundleUse.mark(bundle); // Before it is looked at, so that nobody removes it then.
    try {
      return CompiledBundle.read(bundle).filter(wanted::isCompiledTo).orElse(null);
    } catch (EngineException e) {
      return null;
    }
  }

  private static CompiledBundle compile(
      Checkpoint checkpoint, ModelOptions options, CompiledBundle wanted, Path bundle)
      throws IOException, EngineException {
    Loras loras = Loras.read(options.loras());
    boolean inEightBits = options.weights() == ModelOptions.Weights.INT8;
    for (TensorFile header : checkpoint.headers()) {
      WeightScan.requireFinite(header, WeightScan.Depth.SAMPLE);
    }
    Path cache = bundle.toAbsolutePath().resolveSibling("").normalize();
    Path work = WorkFolder.create(cache, ".compiling-");
    try {
      BundleWriter writer = new BundleWriter(checkpoint, loras, inEightBits, wanted.form(), work);
      CompiledBundle compiled = wanted;
      if (checkpoint.family() == Family.TINY_VAE) {
        writer.writePreviewDecoder();
      } else {
        compiled = wanted.with(writer.write());
      }
      removeUselessOf(compiled.checkpoint(), cache);
      compiled.write(work);
      moveTo(work, bundle);
      return compiled;
    } finally {
      FolderRemoval.remove(work);
    }
  }

  /** Another program may have put the same bundle there in the meantime: then that one stays. */
  private static void moveTo(Path work, Path bundle) throws IOException {
    try {
      Files.move(work, bundle, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      System.getLogger(CheckpointCompiler.class.getName())
          .log(System.Logger.Level.DEBUG, "compiled twice at once: " + bundle, e);
    }
  }

  /**
   * Bundles of what the checkpoint was before it changed are of no more use, and of those with
   * LoRAs or in eight bits only the last is kept: each weight of a LoRA makes another. One that
   * another process works with stays.
   */
  private static void removeUselessOf(String checkpoint, Path cache) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(cache)) {
      folders = all.filter(folder -> isUseless(checkpoint, folder)).toList();
    }
    for (Path folder : folders) {
      FolderRemoval.remove(folder);
    }
  }

  private static boolean isUseless(String checkpoint, Path bundle) {
    try {
      return CompiledBundle.read(bundle)
              .filter(compiled -> compiled.checkpoint().equals(checkpoint))
              .filter(compiled -> compiled.isSpecial() || !compiled.isUnchanged())
              .isPresent()
          && !BundleUse.byAnother(bundle);
    } catch (EngineException e) {
      return false;
    }
  }
}
