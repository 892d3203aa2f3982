package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.catalog.ModelCatalog;
import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.catalog.download.HubEndpoint;
import afterimage.catalog.download.ModelServer;
import afterimage.catalog.download.ModelSource;
import afterimage.catalog.download.RetryPolicy;
import afterimage.catalog.found.ModelPlaces;
import afterimage.onnx.OnnxEngine;
import afterimage.reference.ReferenceFolder;
import afterimage.reference.TinyConfigurations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tiny model in the refiner's place, from a server of this machine. */
class ModelsGetCommandTest {
  private static final Path REFINER =
      ReferenceFolder.path("sgm", "tiny_refiner_sgm.safetensors").toAbsolutePath();

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private byte[] bytes = {};
  private ModelServer server;

  @BeforeEach
  void serve() throws IOException {
    bytes = Files.readAllBytes(REFINER);
    TinyConfigurations.copy("tiny_refiner", home.resolve("models"));
    server = new ModelServer(ModelServer.Content.of(bytes));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Path target() {
    return home.resolve("models/sd_xl_refiner_1.0.safetensors");
  }

  @Test
  void get_acceptedLicence_installsTheModelUnderItsName() {
    assertThat(run("", false, "models", "get", "sdxl-refiner-1.0", "--accept-license"))
        .as(err.toString())
        .isZero();

    assertThat(target()).hasBinaryContent(bytes);
    assertThat(out.toString().strip()).isEqualTo(target().toString());
    assertThat(catalog().models()).containsExactly(target());
  }

  @Test
  void get_licenceNotAccepted_asksNobodyForAByte() {
    assertThat(run("", false, "models", "get", "sdxl-refiner-1.0")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("Open RAIL++-M", "--accept-licence");
    assertThat(run("n\n", true, "models", "get", "sdxl-refiner-1.0")).isEqualTo(ExitCode.FAILED);

    assertThat(server.asked()).isEmpty();
    assertThat(run("y\n", true, "models", "get", "sdxl-refiner-1.0")).isZero();
    assertThat(target()).exists();
  }

  @Test
  void get_interruptedByTheServer_goesOnWhenRepeated() {
    server.then(ModelServer.Fault.CUT, ModelServer.Fault.S404);

    assertThat(run("", false, "models", "get", "SDXL-refiner-1.0", "--accept-licence", "--json"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(out.toString()).contains("\"status\":\"failed\"", "HTTP 404", "\"remedy\"");
    assertThat(run("", false, "models", "available")).isZero();
    assertThat(out.toString()).contains("MB downloaded)");

    assertThat(run("", false, "models", "get", "sdxl-refiner-1.0", "--json")).isZero();
    assertThat(out.toString()).contains("\"status\":\"downloaded\"");
    assertThat(server.askedOfStore().getLast().from()).isPositive();
    assertThat(target()).hasBinaryContent(bytes);
  }

  @Test
  void get_toAFolder_putsItThere() throws IOException {
    Path folder = home.resolve("elsewhere");
    TinyConfigurations.copy("tiny_refiner", folder);

    assertThat(
            run(
                "",
                false,
                "models",
                "get",
                "sdxl-refiner-1.0",
                "--accept-licence",
                "--to",
                folder.toString()))
        .isZero();

    assertThat(folder).isDirectoryContaining("glob:**/sd_xl_refiner_1.0.safetensors");
    assertThat(catalog().models()).hasSize(1);
  }

  @Test
  void get_anotherProgramHasIt_downloadsNothing() throws IOException {
    Path theirs = home.resolve("ComfyUI/models/checkpoints/sd_xl_refiner_1.0.safetensors");
    TinyConfigurations.copy("tiny_refiner", theirs.resolveSibling(""));
    Files.copy(REFINER, theirs);

    assertThat(run("", false, "models", "get", "sdxl-refiner-1.0", "--accept-licence")).isZero();

    assertThat(err.toString()).contains("ComfyUI has it");
    assertThat(catalog().models()).containsExactly(theirs);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void get_unknownName_namesThoseThatAreKnown() {
    assertThat(run("", false, "models", "get", "refiner")).isEqualTo(ExitCode.FAILED);

    assertThat(err.toString()).contains("'refiner'", "sdxl-refiner-1.0", "models available");
  }

  @Test
  void available_always_contactsNobody() {
    assertThat(run("", false, "models", "available", "--json")).isZero();

    assertThat(out.toString())
        .contains("\"name\":\"sdxl-refiner-1.0\"", "\"purpose\"", "\"licence\"");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void found_modelOfAnotherProgram_isListedAndUsedWhereItIs() throws IOException {
    Path model = home.resolve("ComfyUI/models/checkpoints/theirs.safetensors");
    TinyConfigurations.copy("tiny_refiner", model.resolveSibling(""));
    Files.copy(REFINER, model);

    assertThat(run("", false, "models", "found")).isZero();
    assertThat(run("", false, "models")).isZero();
    assertThat(out.toString()).contains("theirs  SDXL refiner", "(ComfyUI)", model.toString());

    assertThat(run("", false, "models", "add", "--accept-licence", model.toString())).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("", false, "models", "found", home.resolve("ComfyUI").toString())).isZero();
    assertThat(out.toString()).contains("No model was found");
    assertThat(catalog().models()).containsExactly(model);
  }

  private ModelCatalog catalog() {
    return new ModelCatalog(List.of(home.resolve("models")));
  }

  private ModelSource source() {
    PublishedModel refiner =
        new PublishedModel(
            "sdxl-refiner-1.0",
            "SDXL refiner 1.0",
            PublishedModel.Use.REFINER,
            null,
            "openrail++-m",
            "stabilityai/stable-diffusion-xl-refiner-1.0",
            null,
            "sd_xl_refiner_1.0.safetensors",
            "sd_xl_refiner_1.0.safetensors",
            (long) bytes.length,
            null);
    return new ModelSource(
        new PublishedModels(List.of(refiner), List.of()),
        HubEndpoint.of(Map.of("HF_ENDPOINT", server.endpoint())),
        RetryPolicy.USUAL,
        ModelPlaces.usual(Map.of(), home));
  }

  private int run(String answers, boolean terminal, String... arguments) {
    return CommandLineProgram.run(
        new CommandLineParts(
            "test",
            () -> new OnnxEngine(home.resolve("compiled")),
            this::catalog,
            () -> "cpu",
            this::source,
            ConsoleStreams.over(
                new BufferedReader(new StringReader(answers)),
                new PrintWriter(out),
                new PrintWriter(err),
                terminal)),
        arguments);
  }
}
