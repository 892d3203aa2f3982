package afterimage.checkpoint;

import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.safetensors.SafetensorsHeader;
import afterimage.checkpoint.safetensors.WeightScan;
import afterimage.engine.EngineException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a model bundle from a checkpoint: graphs and configurations of a few megabytes, in a cache.
 * The weights stay where they are; the bundle says where, and {@link CompiledBundle} finds them.
 */
public final class CheckpointCompiler {
  private CheckpointCompiler() {}

  /**
   * Whether a path is for us: a file, or a folder in diffusers' layout with weights in safetensors.
   * A folder with ONNX graphs is a bundle already.
   */
  public static boolean isCheckpoint(Path path) {
    return Checkpoint.mayBe(path) && !Files.exists(path.resolve("unet").resolve("model.onnx"));
  }

  /**
   * The bundle for a checkpoint, compiled now unless the cache has it.
   *
   * @param checkpoint a {@code .safetensors} file, or a folder in diffusers' layout
   * @param cacheFolder made if it is not there
   * @return a folder that {@code afterimage.bundle} opens, and where its weights are
   * @throws EngineException if the checkpoint is damaged or of no known kind, or the cache cannot
   *     be written
   */
  public static CompiledModel compile(Path checkpoint, Path cacheFolder) throws EngineException {
    Checkpoint read = Checkpoint.read(checkpoint);
    if (!read.family().isWholeModel()) {
      throw new EngineException(
          "The file " + checkpoint + " is a " + read.family().label() + ", not a whole model.",
          "Choose the model's checkpoint, with UNet, VAE and text encoders.");
    }
    try {
      CompiledBundle wanted = CompiledBundle.of(read);
      Path bundle = cacheFolder.resolve(wanted.folderName());
      if (!isThere(bundle, wanted)) {
        compile(read, wanted, bundle);
      }
      wanted.requireUnchanged();
      return new CompiledModel(bundle, wanted);
    } catch (IOException e) {
      throw new EngineException(
          "The checkpoint " + checkpoint + " cannot be compiled into " + cacheFolder + ".",
          "Check that both can be reached and that the cache's disk has room.",
          e);
    }
  }

  private static boolean isThere(Path bundle, CompiledBundle wanted) {
    try {
      return CompiledBundle.read(bundle).equals(Optional.of(wanted));
    } catch (EngineException e) {
      return false;
    }
  }

  private static void compile(Checkpoint checkpoint, CompiledBundle compiled, Path bundle)
      throws IOException, EngineException {
    for (SafetensorsHeader header : checkpoint.headers()) {
      WeightScan.requireFinite(header, WeightScan.Depth.SAMPLE);
    }
    Path cache = Files.createDirectories(bundle.toAbsolutePath().resolveSibling("").normalize());
    Path work = Files.createTempDirectory(cache, ".compiling-");
    try {
      new BundleWriter(checkpoint, work).write();
      removeOthersOf(compiled.checkpoint(), cache);
      compiled.write(work);
      moveTo(work, bundle);
    } finally {
      delete(work);
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

  /** Bundles of what the checkpoint was before it changed are of no more use. */
  private static void removeOthersOf(String checkpoint, Path cache) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(cache)) {
      folders = all.filter(folder -> isOf(checkpoint, folder)).toList();
    }
    for (Path folder : folders) {
      delete(folder);
    }
  }

  private static boolean isOf(String checkpoint, Path bundle) {
    try {
      return CompiledBundle.read(bundle)
          .filter(compiled -> compiled.checkpoint().equals(checkpoint))
          .isPresent();
    } catch (EngineException e) {
      return false;
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> tree = Files.walk(folder)) {
      all = tree.toList().reversed();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
