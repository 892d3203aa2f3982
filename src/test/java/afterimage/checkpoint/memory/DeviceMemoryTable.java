package afterimage.checkpoint.memory;

import afterimage.checkpoint.CheckpointCompiler;
import afterimage.checkpoint.RealSizeCheckpoint;
import afterimage.checkpoint.network.Flavour;
import afterimage.engine.ModelOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Prints what the built-in model and SDXL's networks, of real shapes, take of a WebGPU device's
 * memory, as computed from their graphs; weights need not exist. {@code docs/devices.md} has the
 * table.
 *
 * <p>{@code DeviceMemoryTable FOLDER} makes checkpoints of holes and graphs in the folder.
 */
public final class DeviceMemoryTable {
  private static final int TILE = 512;

  private final Path graphs;
  private final int contextWidth;
  private final int timeIds;

  private DeviceMemoryTable(Path graphs, boolean refiner) {
    this.graphs = graphs;
    this.contextWidth = refiner ? 1280 : 2048;
    this.timeIds = refiner ? 5 : 6;
  }

  /** Compiles a checkpoint of real shapes, {@code refiner} or {@code base}, into a new folder. */
  public static DeviceMemoryTable compile(String model, Flavour flavour, Path folder)
      throws Exception {
    Files.createDirectories(folder);
    Path checkpoint = folder.resolve(model + ".safetensors");
    if (!Files.exists(checkpoint)) {
      RealSizeCheckpoint.of(model).writeHollow(checkpoint);
    }
    Path graphs =
        CheckpointCompiler.compile(checkpoint, ModelOptions.DEFAULT, flavour, folder).folder();
    return new DeviceMemoryTable(graphs, model.equals("refiner"));
  }

  /**
   * What the UNet takes.
   *
   * @param batch rows: 2 for a guided picture
   */
  public NetworkMemory unet(int side, int batch) throws Exception {
    long latent = side / 8;
    return of(
        "unet",
        Map.of(
            "sample", new long[] {batch, 4, latent, latent},
            "timestep", new long[0],
            "encoder_hidden_states", new long[] {batch, 77, contextWidth},
            "text_embeds", new long[] {batch, 1280},
            "time_ids", new long[] {batch, timeIds}));
  }

  public NetworkMemory decoder(int side) throws Exception {
    return of("vae_decoder", Map.of("latent_sample", new long[] {1, 4, side / 8, side / 8}));
  }

  public NetworkMemory encoder(int side) throws Exception {
    return of("vae_encoder", Map.of("sample", new long[] {1, 3, side, side}));
  }

  public NetworkMemory textEncoder() throws Exception {
    return of(
        "text_encoder_2",
        Map.of(
            "input_ids", new long[] {1, 77},
            "kept_tokens", new long[] {1, 77, 1},
            "added_vectors", new long[] {1, 77, 1280}));
  }

  /** The built-in model's networks, one row, by name. */
  public static Map<String, NetworkMemory> builtIn(int side) throws Exception {
    DeviceMemoryTable table = new DeviceMemoryTable(Path.of("models/afterimage-mini"), true);
    long latent = side / 8;
    Map<String, NetworkMemory> networks = new LinkedHashMap<>();
    networks.put(
        "VAE encoder", table.of("vae_encoder", Map.of("sample", new long[] {1, 3, side, side})));
    networks.put(
        "UNet",
        table.of(
            "unet",
            Map.of(
                "sample", new long[] {1, 66, latent, latent},
                "timestep", new long[0],
                "encoder_hidden_states", new long[] {1, 32, 16},
                "text_embeds", new long[] {1, 16},
                "time_ids", new long[] {1, 5})));
    networks.put(
        "VAE decoder",
        table.of(
            "vae_decoder",
            Map.of(
                "latent_sample", new long[] {1, 33, latent, latent},
                "image", new long[] {1, 3, side, side},
                "strength", new long[0])));
    return networks;
  }

  private NetworkMemory of(String network, Map<String, long[]> inputs) throws Exception {
    return NetworkMemory.of(OnnxModel.read(graphs.resolve(network).resolve("model.onnx")), inputs);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    System.out.println(
        "| network | weights | largest weight | largest buffer | needed at once | held | peak |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (int side : new int[] {512, 1024, 2048}) {
      builtIn(side)
          .forEach((name, memory) -> line("built-in: " + name + ", " + side + "²", memory));
    }
    for (Flavour flavour : new Flavour[] {Flavour.WEBGPU_HALF, Flavour.WEBGPU}) {
      for (String model : new String[] {"refiner", "base"}) {
        DeviceMemoryTable table = compile(model, flavour, folder);
        String name = model + (flavour == Flavour.WEBGPU ? ", 32 bits" : ", 16 bits");
        for (int side : new int[] {512, 1024, 2048}) {
          line(name + ": UNet, guided, " + side + "²", table.unet(side, 2));
        }
        line(name + ": UNet, one row, 2048²", table.unet(2048, 1));
        line(name + ": text encoder bigG", table.textEncoder());
        if (flavour == Flavour.WEBGPU_HALF && model.equals("refiner")) {
          line("VAE encoder, 32 bits, tile of " + TILE, table.encoder(TILE));
          line("VAE decoder, 32 bits, tile of " + TILE, table.decoder(TILE));
          line("VAE decoder, 32 bits, tile of 320", table.decoder(320));
          line("VAE decoder, 32 bits, 1024² whole", table.decoder(1024));
        }
      }
    }
  }

  private static void line(String name, NetworkMemory memory) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s |%n",
        name,
        megabytes(memory.weights()),
        megabytes(memory.largestWeight()),
        megabytes(memory.largestBuffer()),
        megabytes(memory.live()),
        megabytes(memory.held()),
        megabytes(memory.peak()));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.round(bytes / 1e6));
  }
}
