package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.onnx.OnnxEngine;
import afterimage.reference.ReferenceFolder;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointCommandsTest {
  private static final Path REFINER =
      ReferenceFolder.path("sgm", "tiny_refiner_sgm.safetensors").toAbsolutePath();

  private static final String GGUF =
      "src/test/resources/reference-2/bundles/gguf_comfy_q4_0/unet_Q4_0.gguf";

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void inspect_checkpoint_namesItsPartsAndParameters() {
    assertThat(run("", false, "inspect", REFINER.toString())).isZero();

    assertThat(out.toString())
        .contains("SDXL refiner", "UNet", "second text encoder", "VAE", "parameters", "F16");
  }

  @Test
  void inspect_pickle_saysWhyItIsRefused() throws IOException {
    Path pickle = Files.write(home.resolve("model.ckpt"), new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0});

    assertThat(run("", false, "inspect", pickle.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("model.ckpt", "pickle", ".safetensors");
  }

  @Test
  void refine_unetAlone_takesItsOtherPartsFromTheModelThatIsNamed() throws IOException {
    Path photo = home.resolve("one.png");
    ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    Path result = home.resolve("two.png");
    List<String> refine =
        List.of("refine", photo.toString(), "-o", result.toString(), "--steps", "4", "-m", GGUF);

    assertThat(runWith(refine)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("contains only a UNet", "--parts-from");

    String base = ReferenceFolder.path("pipelines", "tiny_base").toString();
    assertThat(runWith(refine, "--parts-from", base, "--accept-licence"))
        .as(err.toString())
        .isZero();
    assertThat(result).isNotEmptyFile();
  }

  @Test
  void add_withoutAcceptance_addsNothing() {
    assertThat(run("", false, "models", "add", REFINER.toString())).isEqualTo(ExitCode.FAILED);

    assertThat(out.toString()).contains("Open RAIL++-M", "minors", "Limitations", "Biases");
    assertThat(catalog().models()).isEmpty();
  }

  @Test
  void add_noOnTheTerminal_addsNothing() {
    assertThat(run("n\n", true, "models", "add", REFINER.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(catalog().models()).isEmpty();
  }

  @Test
  void add_yesOnTheTerminal_isAskedOnceAndListed() {
    assertThat(run("y\n", true, "models", "add", REFINER.toString())).isZero();
    assertThat(run("", false, "models", "add", REFINER.toString())).isZero();

    assertThat(catalog().models()).containsExactly(REFINER);
    assertThat(run("", false, "models", "list")).isZero();
    assertThat(out.toString()).contains("tiny_refiner_sgm  tiny_refiner_sgm");
  }

  @Test
  void remove_addedByItsName_leavesTheFile() {
    assertThat(run("", false, "models", "add", "--accept-licence", REFINER.toString())).isZero();
    assertThat(run("", false, "models", "remove", "tiny_refiner_sgm")).isZero();

    assertThat(catalog().models()).isEmpty();
    assertThat(REFINER).exists();
  }

  @Test
  void verify_unpublishedFile_saysItIsSoundButUnknown() {
    assertThat(run("", false, "models", "verify", REFINER.toString())).isZero();
    assertThat(out.toString()).contains("OK", "does not match a published file");
  }

  @Test
  void refine_checkpointWithUnacceptedTerms_asksAndRefines() throws IOException {
    Path picture = picture();

    assertThat(refine("n\n", true, picture, "no.png")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("Open RAIL++-M", "minors", "--accept-licence");
    assertThat(home.resolve("no.png")).doesNotExist();
    assertThat(refine("", false, picture, "no.png")).isEqualTo(ExitCode.FAILED);

    assertThat(refine("y\n", true, picture, "yes.png")).as(err.toString()).isZero();
    assertThat(refine("", false, picture, "again.png")).as("asked once").isZero();
    assertThat(home.resolve("again.png")).exists();
  }

  @Test
  void refine_loraOfAWeight_changesThePictureAndIsNamed() throws IOException {
    Path picture = picture();
    String lora = "src/test/resources/lora/peft.safetensors";

    assertThat(refine("", false, picture, "plain.png", "--accept-licence")).isZero();
    assertThat(refine("", false, picture, "zero.png", "--lora", lora + ":0")).isZero();
    assertThat(refine("", false, picture, "full.png", "--lora", lora, "--json")).isZero();

    byte[] plain = Files.readAllBytes(home.resolve("plain.png"));
    assertThat(home.resolve("zero.png")).hasBinaryContent(plain);
    assertThat(Files.readAllBytes(home.resolve("full.png"))).isNotEqualTo(plain);
    assertThat(out.toString()).contains("tiny_refiner_sgm + peft (1.0)");
  }

  @Test
  void refine_loraWeightOutOfRange_isBadUsage() throws IOException {
    Path picture = picture();

    assertThat(refine("", false, picture, "x.png", "--lora", "style.safetensors:11"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("11").contains("-10 and 10");
  }

  private Path picture() throws IOException {
    Path picture = home.resolve("in.png");
    if (!ImageIO.write(
        new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", picture.toFile())) {
      throw new IOException("no PNG");
    }
    return picture;
  }

  private int refine(
      String answers, boolean terminal, Path picture, String target, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("refine", picture.toString(), "-o", home.resolve(target).toString()));
    arguments.addAll(List.of("--model", REFINER.toString(), "--steps", "2", "--seed", "3"));
    arguments.addAll(List.of("--strength", "0.5", "--overwrite", "--strip"));
    arguments.addAll(List.of(more));
    return run(answers, terminal, arguments.toArray(String[]::new));
  }

  @Test
  void refine_otherVae_isNamedInThePictureAndTakenFromItsSettings() throws IOException {
    Path vae = Path.of("src/test/resources/reference-2/vae_override/vae_sgm.safetensors");
    Path photo = home.resolve("photo.png");
    ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    Path first = home.resolve("first.png");
    List<String> refine =
        List.of("refine", photo.toString(), "--model", REFINER.toString(), "--accept-licence");
    assertThat(runWith(refine, "-o", first.toString(), "--steps", "4", "--vae", vae.toString()))
        .isZero();
    assertThat(parameters(first)).contains("VAE: vae_sgm.safetensors", "VAE hash: ");

    String from = first.toString();
    Path second = home.resolve("second.png");
    assertThat(runWith(refine, "-o", second.toString(), "--settings-from", from)).isZero();
    assertThat(err.toString()).contains("vae_sgm.safetensors' was not found");
    assertThat(parameters(second)).doesNotContain("VAE");

    Files.createDirectories(home.resolve("models"));
    Files.copy(vae, home.resolve("models/vae_sgm.safetensors"));
    Path third = home.resolve("third.png");
    assertThat(runWith(refine, "-o", third.toString(), "--settings-from", from)).isZero();
    assertThat(parameters(third)).contains("VAE: vae_sgm.safetensors");
    assertThat(runWith(refine, "-o", home.resolve("4.png").toString(), "--vae", "sdxl-vae-x"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("Unknown VAE 'sdxl-vae-x'");
  }

  private static final String CONTROL_NET = "src/test/resources/reference-2/controlnet";

  @Test
  void refine_controlNet_isNamedInThePictureAndTakenFromItsSettings() throws IOException {
    Path photo = picture();
    String base = ReferenceFolder.path("pipelines", "tiny_base").toString();
    List<String> refine =
        List.of("refine", photo.toString(), "--model", base, "--accept-licence", "--seed", "3");
    Path first = home.resolve("first.png");
    assertThat(
            runWith(
                refine,
                "-o",
                first.toString(),
                "--steps",
                "4",
                "--controlnet",
                CONTROL_NET,
                "--control-scale",
                "0.7",
                "--control-until",
                "60%"))
        .as(err.toString())
        .isZero();
    assertThat(parameters(first))
        .contains("Control model: controlnet", "Control scale: 0.7", "Control end: 0.6")
        .doesNotContain("Control picture", "Control start");

    String from = first.toString();
    Path second = home.resolve("second.png");
    assertThat(runWith(refine, "-o", second.toString(), "--settings-from", from)).isZero();
    assertThat(err.toString()).contains("ControlNet 'controlnet' was not found");
    assertThat(parameters(second)).doesNotContain("Control");

    Path here = Files.createDirectories(home.resolve("models/controlnet"));
    Files.copy(
        Path.of(CONTROL_NET, "diffusion_pytorch_model.safetensors"),
        here.resolve("controlnet.safetensors"));
    Path third = home.resolve("third.png");
    assertThat(runWith(refine, "-o", third.toString(), "--settings-from", from)).isZero();
    assertThat(parameters(third))
        .contains("Control model: controlnet.safetensors", "Control scale: 0.7");
  }

  @Test
  void refine_controlPicture_isNamedAndMissedWhereItIsNotGiven() throws IOException {
    Path photo = picture();
    Path lines = home.resolve("lines.png");
    ImageIO.write(new BufferedImage(96, 32, BufferedImage.TYPE_INT_RGB), "png", lines.toFile());
    String base = ReferenceFolder.path("pipelines", "tiny_base").toString();
    List<String> refine =
        List.of("refine", photo.toString(), "--model", base, "--accept-licence", "--steps", "4");
    Path first = home.resolve("first.png");
    List<String> steered = new ArrayList<>(refine);
    steered.addAll(List.of("--controlnet", CONTROL_NET, "--control-image", lines.toString()));
    assertThat(runWith(steered, "-o", first.toString())).as(err.toString()).isZero();
    assertThat(err.toString()).contains("96x32 pixels was stretched");
    assertThat(parameters(first)).contains("Control picture: lines.png");

    Path second = home.resolve("second.png");
    assertThat(runWith(refine, "-o", second.toString(), "--settings-from", first.toString()))
        .isZero();
    assertThat(err.toString()).contains("the control picture 'lines.png'", "--control-image");
    assertThat(parameters(second)).doesNotContain("Control");
  }

  @Test
  void generate_controlNet_wantsAPictureAndTakesIt() throws IOException {
    String base = ReferenceFolder.path("pipelines", "tiny_base").toString();
    Path result = home.resolve("new.png");
    List<String> generate =
        List.of(
            "generate",
            "-p",
            "a lake",
            "--size",
            "64x64",
            "--steps",
            "2",
            "--model",
            base,
            "--accept-licence",
            "-o",
            result.toString(),
            "--controlnet",
            CONTROL_NET);
    assertThat(runWith(generate)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--controlnet needs --control-image");

    assertThat(runWith(generate, "--control-image", picture().toString()))
        .as(err.toString())
        .isZero();
    assertThat(parameters(result)).contains("Control picture: in.png");
  }

  @Test
  void refine_controlOptionsThatMakeNoSense_areToldSo() throws IOException {
    Path photo = picture();
    String base = ReferenceFolder.path("pipelines", "tiny_base").toString();
    List<String> refine =
        List.of(
            "refine",
            photo.toString(),
            "--model",
            base,
            "--accept-licence",
            "-o",
            home.resolve("x.png").toString());
    assertThat(runWith(refine, "--control-image", photo.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--control-image needs --controlnet");
    assertThat(runWith(refine, "--controlnet", CONTROL_NET, "--control-scale", "2.5"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("control scale").contains("2.5");
    assertThat(runWith(refine, "--controlnet", "no-such-net")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("Unknown ControlNet 'no-such-net'");
    String gone = home.resolve("gone.png").toString();
    assertThat(runWith(refine, "--controlnet", CONTROL_NET, "--control-image", gone))
        .isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("gone.png");
  }

  private int runWith(List<String> begin, String... more) {
    List<String> all = new ArrayList<>(begin);
    all.addAll(List.of(more));
    return run("", false, all.toArray(String[]::new));
  }

  private static String parameters(Path picture) {
    try {
      return String.valueOf(
          PictureReader.read(picture).metadata().texts().get(PictureMetadata.PARAMETERS));
    } catch (PictureException e) {
      throw new IllegalStateException(e);
    }
  }

  private ModelCatalog catalog() {
    return new ModelCatalog(List.of(home.resolve("models")));
  }

  private int run(String answers, boolean terminal, String... arguments) {
    return CommandLineProgram.run(
        new CommandLineParts(
            "test",
            () -> new OnnxEngine(home.resolve("compiled")),
            this::catalog,
            () -> "cpu",
            ConsoleStreams.over(
                new BufferedReader(new StringReader(answers)),
                new PrintWriter(out),
                new PrintWriter(err),
                terminal)),
        arguments);
  }
}
