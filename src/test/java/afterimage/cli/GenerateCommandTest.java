package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.catalog.ModelCatalog;
import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.onnx.SharedEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Words to files and back to words, on the real engine with tiny models. */
class GenerateCommandTest {
  private static final Path MODELS = Path.of("src/test/resources/reference/onnx");

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void generate_onePicture_isWrittenAndInspectReadsItBack() throws PictureException {
    Path file = folder.resolve("new/fox.png");

    assertThat(generate("-p", "a (red:1.2) fox", "-n", "blur", "-o", file, "--size", "256x256"))
        .isEqualTo(ExitCode.DONE);

    assertThat(PictureReader.read(file).picture().width()).isEqualTo(256);
    assertThat(out.toString()).contains("fox.png", "seed 7");
    assertThat(run("inspect", file)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(
            "256 x 256",
            "a (red:1.2) fox",
            "Negative prompt: blur",
            "Seed: 7",
            "Model: tiny_base",
            "has an AI provenance note",
            "watermark: present",
            "It is weak")
        .doesNotContain("Denoising strength");
  }

  @Test
  void generate_withoutWatermark_hasNone() {
    Path file = folder.resolve("fox.png");
    generate("-p", "a fox", "-o", file, "--size", "256x256", "--no-watermark");
    assertThat(run("inspect", "--json", file)).isEqualTo(ExitCode.DONE);
    JsonNode inspection = JsonMapper.shared().readTree(lastLine());
    assertThat(inspection.at("/verdict").asString()).isEqualTo("NOT_FOUND");
    assertThat(inspection.at("/watermark/bits").asString()).hasSize(48);
  }

  @Test
  void generate_folderThatIsMeantAndMissing_isMade() {
    Path named = folder.resolve("foxes");

    assertThat(generate("-p", "a fox", "-o", named + "/", "--size", "64x64"))
        .isEqualTo(ExitCode.DONE);

    assertThat(named.resolve("7.png")).isNotEmptyFile();
  }

  @Test
  void generate_several_areNumberedOrNamedByTheirSeeds() {
    Path numbered = folder.resolve("fox.png");
    Path named = folder.resolve("foxes");
    generate("-p", "a fox", "-o", numbered, "--count", "2", "--batch", "2", "--size", "64x64");
    generate("-p", "a fox", "-o", named + "/", "--count", "2", "--size", "64x64");
    assertThat(folder.resolve("fox-1.png")).exists();
    assertThat(folder.resolve("fox-2.png")).exists();
    assertThat(named.resolve("7.png")).exists();
    assertThat(named.resolve("8.png")).exists();
  }

  @Test
  void generate_writingOptions_nameFormatDepthAndWhatGoesAlong() throws Exception {
    Path named = folder.resolve("foxes");

    int code =
        generate(
            "-p",
            "a fox",
            "-o",
            named,
            "--count",
            "2",
            "--size",
            "64x64",
            "--format",
            "tif",
            "--depth",
            "16",
            "--icc",
            "--no-settings",
            "--name",
            "{prompt}-{version}-{seed}");

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(named.resolve("a fox-1-7.tif")).exists();
    DecodedPicture second = PictureReader.read(named.resolve("a fox-2-8.tif"));
    assertThat(second.picture().bitDepth()).isEqualTo(16);
    assertThat(Files.readString(named.resolve("a fox-2-8.tif"), StandardCharsets.ISO_8859_1))
        .contains("/trainedAlgorithmicMedia")
        .doesNotContain("Steps: 4");
  }

  @Test
  void generate_noSettings_stillSaysThatAModelMadeAll() throws PictureException {
    Path file = folder.resolve("fox.png");
    generate("-p", "a fox", "-o", file, "--size", "64x64", "--no-settings");

    assertThat(PictureReader.read(file).metadata().texts())
        .doesNotContainKey(PictureMetadata.PARAMETERS)
        .hasEntrySatisfying(
            PictureMetadata.XMP, xmp -> assertThat(xmp).contains("/trainedAlgorithmicMedia"));
  }

  @Test
  void generate_noProvenance_leavesTheSettings() throws PictureException {
    Path file = folder.resolve("fox.png");
    generate("-p", "a fox", "-o", file, "--size", "64x64", "--no-provenance");

    assertThat(PictureReader.read(file).metadata().texts())
        .containsKey(PictureMetadata.PARAMETERS)
        .doesNotContainKey(PictureMetadata.XMP);
  }

  @Test
  void generate_previewsOfSeveral_areOneForEachStep() {
    Path previews = folder.resolve("steps");
    int code =
        generate(
            "-p",
            "a fox",
            "-o",
            folder.resolve("fox.png"),
            "--count",
            "2",
            "--size",
            "64x64",
            "--previews",
            previews);

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(previews)
        .isDirectoryContaining("glob:**/fox-step-04.png")
        .isDirectoryContaining("glob:**/fox-2-step-04.png");
  }

  @Test
  void generate_namesThatAreOne_areRefusedBeforeAnythingIsMade() {
    Path named = folder.resolve("foxes");

    assertThat(generate("-p", "a fox", "-o", named, "--count", "2", "--name", "{prompt}"))
        .isEqualTo(ExitCode.FAILED);

    assertThat(err.toString()).contains("would both become", "a fox.png", "{version}");
    assertThat(named).doesNotExist();
  }

  @Test
  void generate_json_hasTheKeysOfOldAndThoseOfRefine() {
    Path file = folder.resolve("fox.png");
    generate("-p", "a fox", "-o", file, "--size", "128x64", "--json");

    JsonNode report = JsonMapper.shared().readTree(lastLine());
    assertThat(report.at("/ok").asBoolean()).isTrue();
    assertThat(report.at("/output").asString()).isEqualTo(file.toString());
    assertThat(report.at("/size/width").asInt()).isEqualTo(128);
    assertThat(report.at("/height").asInt()).isEqualTo(64);
    assertThat(report.at("/seconds").isNumber()).isTrue();
    assertThat(report.at("/loadingSeconds").isNumber()).isTrue();
    assertThat(report.at("/settings/seed").asLong()).isEqualTo(7);
    assertThat(report.at("/input").isNull()).isTrue();
    assertThat(report.propertyNames())
        .contains("model", "refiner", "device", "sessions", "peakMemoryBytes", "notices", "error");
  }

  @Test
  void generate_ensembleAsJson_tellsBothModels() throws PictureException {
    Path file = folder.resolve("fox.png");
    int code =
        generate(
            "-p",
            "a fox",
            "-o",
            file,
            "--refiner",
            "tiny_refiner",
            "--switch-at",
            "50%",
            "--size",
            "128x128",
            "--json");
    assertThat(code).isEqualTo(ExitCode.DONE);
    JsonNode report = JsonMapper.shared().readTree(lastLine());
    assertThat(report.at("/refiner").asString()).isEqualTo("tiny_refiner");
    assertThat(report.at("/sessions/unet/runs").asInt()).isEqualTo(2);
    assertThat(report.at("/sessions").propertyNames()).contains("refiner/unet");
    assertThat(settings(file)).contains("Refiner: tiny_refiner", "Refiner switch at: 0.5");
  }

  @Test
  void generate_thenRefine_refinesThePicture() throws PictureException {
    Path file = folder.resolve("fox.png");
    int code =
        generate(
            "-p",
            "a fox",
            "-o",
            file,
            "--refiner",
            "tiny_refiner",
            "--then-refine",
            "0.5",
            "--size",
            "128x128");
    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(settings(file)).contains("Denoising strength: 0.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --scheduler magic                                  | dpmpp-2m-karras
          --size big                                         | WIDTHxHEIGHT
          --count 0                                          | count 0
          --switch-at 0.5                                    | need --refiner
          --refiner tiny_refiner --then-refine 0.1           | 0.25
          --refiner tiny_refiner --switch-at 1.5             | not between 0 and 1
          --noise-source gpu                                 | use cpu or nv
          --variation-strength 0.5                           | needs --variation-seed
          --crop 5                                           | TOP,LEFT
          --guidance-rescale 2                               | guidance rescale
          --name {name}-{seed}                               | no source for {name}
          --name {colour}                                    | {colour}
          --format gif                                       | PNG
          --format jpg                                       | contradicts the name
          --depth 11                                         | depth 11
          --no-exif                                          | --no-exif
          --no-location                                      | --no-location
          --mask mask.png                                    | --mask
          --strength 0.5                                     | --strength
          """)
  void generate_badValue_saysWhatWouldDo(String arguments, String expected) {
    Object[] all =
        Stream.of(
                Stream.of("-p", "a fox", "-o", folder.resolve("fox.png")),
                Stream.of(arguments.split(" ", -1)))
            .flatMap(part -> part)
            .toArray();
    assertThat(generate(all)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(expected).doesNotContain("\tat ");
  }

  @Test
  void generate_withoutPrompt_asksForIt() {
    assertThat(generate("-o", folder.resolve("fox.png"))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--prompt");
  }

  @Test
  void generate_withARefinerAsBase_saysSo() {
    int code = run("generate", "-p", "a", "-o", folder.resolve("a.png"), "-m", "tiny_refiner");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("cannot generate them from text", "afterimage refine");
  }

  @Test
  void generate_fileThatExists_isKept() throws IOException {
    Path file = Files.writeString(folder.resolve("fox.png"), "mine");
    assertThat(generate("-p", "a fox", "-o", file)).isEqualTo(ExitCode.FAILED);
    assertThat(file).hasContent("mine");
    assertThat(err.toString()).contains("--overwrite");
  }

  @Test
  void refine_withMask_changesNothingOutsideAndTellsOfAResize() throws PictureException {
    Path photo = folder.resolve("photo.png");
    Path mask = folder.resolve("mask.png");
    Path result = folder.resolve("result.png");
    PictureWriter.write(grey(128, _ -> 120), photo, WriteOptions.DEFAULT, PictureMetadata.NONE);
    PictureWriter.write(
        grey(64, x -> x < 32 ? 0 : 255), mask, WriteOptions.DEFAULT, PictureMetadata.NONE);
    int code =
        run(
            "refine",
            photo,
            "-o",
            result,
            "-m",
            "tiny_refiner",
            "--steps",
            "8",
            "-s",
            "0.9",
            "--mask",
            mask,
            "--mask-blur",
            "2");
    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(err.toString()).contains("64×64", "128×128");
    Picture refined = PictureReader.read(result).picture();
    assertThat(refined.argb(10, 64)).isEqualTo(0xff787878);
    assertThat(refined.argb(100, 64)).isNotEqualTo(0xff787878);
  }

  @Test
  void refine_onlyTheMaskedPart_saysSoAndChangesNothingElse() throws PictureException {
    Path result = folder.resolve("result.png");
    int code = masked(result, grey(64, x -> x < 40 ? 0 : 255), "--mask-crop", "--mask-margin", "8");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    Picture refined = PictureReader.read(result).picture();
    assertThat(refined.argb(10, 32)).isEqualTo(0xff787878);
    assertThat(refined.argb(60, 32)).isNotEqualTo(0xff787878);
    assertThat(settings(result)).contains("Inpaint area: Only masked, Masked area padding: 8");
    assertThat(run("inspect", result)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Inpaint area: Only masked");

    Path again = folder.resolve("again.png");
    code = masked(again, grey(64, x -> x < 40 ? 0 : 255), "--settings-from", result);
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
    assertThat(settings(again)).isEqualTo(settings(result));
  }

  @Test
  void refine_onlyTheMaskedPartOfAnEmptyMask_saysWhatToDo() throws PictureException {
    int code = masked(folder.resolve("result.png"), grey(64, _ -> 0), "--mask-crop");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("mask is empty", "whole picture");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --mask-margin 5000 | 0 and 1024
          --mask-margin -1   | 0 and 1024
          --mask-margin wide | --mask-margin
          """)
  void refine_badMargin_saysWhatWouldDo(String arguments, String expected) throws PictureException {
    Object[] margin = arguments.split(" +", -1);
    int code = masked(folder.resolve("result.png"), grey(64, _ -> 255), margin);
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(expected).doesNotContain("\tat ");
  }

  @Test
  void refine_maskedPartWithoutAMask_asksForOne() throws PictureException {
    Path photo = folder.resolve("photo.png");
    PictureWriter.write(grey(64, _ -> 120), photo, WriteOptions.DEFAULT, PictureMetadata.NONE);
    int code =
        run("refine", photo, "-o", folder.resolve("r.png"), "-m", "tiny_refiner", "--mask-crop");
    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--mask-crop needs a --mask");
  }

  private int masked(Path result, Picture mask, Object... more) throws PictureException {
    Path photo = folder.resolve("photo.png");
    Path file = folder.resolve("mask.png");
    WriteOptions over = WriteOptions.DEFAULT.overwriting(true);
    PictureWriter.write(grey(64, _ -> 120), photo, over, PictureMetadata.NONE);
    PictureWriter.write(mask, file, over, PictureMetadata.NONE);
    return run(
        Stream.concat(
                Stream.of(
                    "refine",
                    photo,
                    "-o",
                    result,
                    "-m",
                    "tiny_refiner",
                    "--mask",
                    file,
                    "--mask-blur",
                    "0",
                    "--steps",
                    "8",
                    "-s",
                    "0.9",
                    "--seed",
                    "4"),
                Stream.of(more))
            .toArray());
  }

  @ParameterizedTest
  @CsvSource({"32/c_plain.png, ComfyUI, 111", "32/invoke5.png, InvokeAI, 3735928559"})
  void inspect_settingsOfOtherPrograms_areShown(String file, String program, String seed) {
    assertThat(run("inspect", Faults.file(file))).isEqualTo(ExitCode.DONE);

    assertThat(out.toString()).contains("Settings (" + program + ")", "Seed: " + seed);
  }

  @Test
  void inspect_fileThatIsNoPicture_saysSo() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    assertThat(run("inspect", text)).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("text.png");
  }

  private static Picture grey(int side, IntUnaryOperator level) {
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) level.applyAsInt(i / 3 % side);
    }
    return Picture.of8Bit(side, side, rgb, null);
  }

  private static String settings(Path file) throws PictureException {
    return String.valueOf(
        PictureReader.read(file).metadata().texts().get(PictureMetadata.PARAMETERS));
  }

  private String lastLine() {
    return out.toString().lines().toList().getLast();
  }

  private int generate(Object... arguments) {
    return run(
        Stream.of(
                Stream.of("generate", "-m", "tiny_base", "--steps", "4", "--seed", "7"),
                Stream.of(arguments))
            .flatMap(part -> part)
            .toArray());
  }

  private int run(Object... arguments) {
    CommandLineParts parts =
        new CommandLineParts(
            "test",
            SharedEngine::new,
            () -> new ModelCatalog(List.of(MODELS)),
            () -> "cpu",
            ConsoleStreams.over(
                new BufferedReader(Reader.nullReader()),
                new PrintWriter(out),
                new PrintWriter(err),
                false));
    return CommandLineProgram.run(
        parts, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }
}
