package afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.Faults;
import afterimage.TinyDisk;
import afterimage.catalog.ModelCatalog;
import afterimage.engine.ImageEngine;
import afterimage.engine.RefineSettings;
import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.image.likeness.LikenessFloor;
import afterimage.onnx.OnnxEngine;
import afterimage.onnx.SharedEngine;
import afterimage.settings.JsonFile;
import afterimage.settings.Preset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole command, from arguments to files, on the real engine with a tiny model. */
class RefineCommandTest {
  private static final Path MODELS = Path.of("src/test/resources/reference/onnx");
  private static final String MODEL = "tiny_refiner";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Supplier<ImageEngine> engines = SharedEngine::new;
  private Path photo = Path.of("");

  @BeforeEach
  void makePhoto() throws PictureException {
    photo = picture("photo.png", 128, 128);
  }

  @Test
  void refine_previews_writesOneForEachStep() {
    Path previews = folder.resolve("previews");

    int code = refine(photo, "-o", folder.resolve("result.png"), "--previews", previews);

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(previews).isDirectoryContaining("glob:**/photo-step-01.png");
    assertThat(previews).isDirectoryContaining("glob:**/photo-step-02.png");
  }

  @Test
  void refine_previewsCannotBeWritten_saysSoOnceAndRefines() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));

    int code = refine(photo, "-o", folder.resolve("result.png"), "--previews", file);

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(err.toString()).containsOnlyOnce("The previews cannot be written");
  }

  @Test
  void refine_previewDecoderThatIsNone_saysWhatToTake() {
    Path model = Path.of("src/test/resources/reference/pipelines/tiny_refiner");

    int code = refine(photo, "-o", folder.resolve("x.png"), "--preview-decoder", model);

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("cannot render previews", "taesdxl_decoder");
  }

  @Test
  void refine_tinyDecoderWithoutItsFile_saysWhatToTake() {
    int code = refine(photo, "-o", folder.resolve("x.png"), "--decoder", "tiny");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("no tiny decoder", "TAESDXL");
  }

  @Test
  void refine_guidanceInterval_isRecordedAndMakesTheSamePictureAgain() throws Exception {
    Path first = folder.resolve("1.png");
    Path second = folder.resolve("2.png");
    Path whole = folder.resolve("3.png");
    String[] words = {"-p", "bright", "-n", "dark", "-g", "4", "--seed", "9"};
    refine(
        Stream.of(
                new Object[] {photo, "-o", first, "--guidance-end", "0.5", "--ngms", "2"},
                new Object[] {"--ngms-all-steps", "--spacing", "linspace"},
                words)
            .flatMap(Stream::of)
            .toArray());

    assertThat(run("inspect", first)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString())
        .contains(
            "Guidance end: 0.5", "NGMS: 2", "NGMS all steps: True", "Timestep spacing: linspace");
    assertThat(refine(photo, "-o", second, "--settings-from", first)).isEqualTo(ExitCode.DONE);
    assertThat(first).hasSameBinaryContentAs(second);
    refine(Stream.of(new Object[] {photo, "-o", whole}, words).flatMap(Stream::of).toArray());
    assertThat(Files.mismatch(first, whole)).isNotEqualTo(-1);
  }

  @Test
  void refine_keepAtLeast_isRecordedHeldAndMapped() throws Exception {
    Path kept = folder.resolve("kept.png");
    Path maps = folder.resolve("maps");

    assertThat(refine(photo, "-o", kept, "-s", 0.8, "--keep-at-least", 0.95, "--kept-map", maps))
        .isEqualTo(ExitCode.DONE);

    assertThat(err.toString()).containsOnlyOnce("To keep at least 0.95, ");
    Picture before = PictureReader.read(photo).picture();
    Picture after = PictureReader.read(kept).picture();
    assertThat(LikenessFloor.hold(before, after, 0.95).givenBack().area()).isZero();
    Picture map = PictureReader.read(maps.resolve("kept-kept.png")).picture();
    assertThat(map.width()).isEqualTo(Math.ceilDiv(before.width(), 4));
    assertThat(map.height()).isEqualTo(Math.ceilDiv(before.height(), 4));
    assertThat(run("inspect", kept)).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Keep at least: 0.95");
  }

  @Test
  void refine_keepAtLeastOutOfItsRange_isRefused() {
    Path result = folder.resolve("x.png");
    for (String floor : new String[] {"1.01", "90.0", "NaN"}) {
      assertThat(refine(photo, "-o", result, "--keep-at-least", floor)).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString()).contains("keep at least " + floor + " is not between 0 and 1");
    }
    assertThat(refine(photo, "-o", result, "--keep-at-least", -0.1)).isEqualTo(ExitCode.USAGE);
    assertThat(result).doesNotExist();
  }

  @Test
  void refine_noStepGuided_saysSo() {
    int code =
        refine(
            photo, "-o", folder.resolve("x.png"), "-g", "4", "--guidance-end", "0", "-n", "dark");

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(err.toString()).containsOnlyOnce("No step lies in the guidance interval");
  }

  @ParameterizedTest
  @CsvSource({
    "--guidance-start, 1.5",
    "--guidance-end, later",
    "--ngms, -1",
    "--ngms, NaN",
    "--decoder, huge",
    "--spacing, wide",
  })
  void refine_valueThatNoneCanHave_isBadUsage(String option, String value) {
    int code = refine(photo, "-o", folder.resolve("x.png"), option, value);

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(value.equals("-1") ? "ngms" : value);
    assertThat(folder.resolve("x.png")).doesNotExist();
  }

  @Test
  void refine_onePicture_writesItAndSaysSo() throws PictureException {
    Path result = folder.resolve("new/result.png");

    assertThat(refine(photo, "-o", result, "--seed", "7")).isEqualTo(ExitCode.DONE);

    Picture refined = PictureReader.read(result).picture();
    assertThat(refined.width()).isEqualTo(128);
    assertThat(out.toString()).contains("photo.png", "result.png", "seed 7", "2 steps");
    // A slow machine hears of the phases in between: progress, not complaints.
    assertThat(err.toString().lines()).allMatch(line -> line.startsWith("photo.png: "));
  }

  @Test
  void refine_folderThatIsMeantAndMissing_isMade() {
    Path results = folder.resolve("new");

    assertThat(refine(photo, "-o", results + "/")).isEqualTo(ExitCode.DONE);

    assertThat(results.resolve("photo.png")).isNotEmptyFile();
  }

  @Test
  void refine_fileWhereAFolderIsMeant_isRefused() {
    assertThat(refine(photo, "-o", photo + "/")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("is a file, not a folder");
  }

  @Test
  void refine_promptInTheNameThatDoesNotFit_isCutBetweenCharacters() {
    Path results = folder.resolve("new");
    String prompt = "a".repeat(59) + "😀";

    assertThat(refine(photo, "-o", results + "/", "--name", "{name}-{prompt}", "-p", prompt))
        .isEqualTo(ExitCode.DONE);

    assertThat(results.resolve("photo-" + "a".repeat(59) + ".png")).isNotEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "06-comfyui-exponential/bomb.png",
        "07-a1111-regex/quoted.png",
        "08-comfyui-link-is-no-text/bomb.png"
      })
  void refine_settingsFromAHostilePicture_takesWhatItSays(String attack) {
    Path result = folder.resolve("result.png");
    Path picture = Path.of("src/test/resources/attacks").resolve(attack);

    assertThat(refine(photo, "-o", result, "--settings-from", picture, "-s", "0.5"))
        .isEqualTo(ExitCode.DONE);
    assertThat(result).isNotEmptyFile();
  }

  @Test
  void refine_sameSeed_givesTheSameFile() throws IOException {
    Path first = folder.resolve("1.png");
    Path second = folder.resolve("2.png");
    Path other = folder.resolve("3.png");

    refine(photo, "-o", first, "--seed", "7");
    refine(photo, "-o", second, "--seed", "7");
    refine(photo, "-o", other, "--seed", "8");

    assertThat(first).hasSameBinaryContentAs(second);
    assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
  }

  @Test
  void refine_writingOptions_nameDepthAndWhatGoesAlong() throws Exception {
    Path results = Files.createDirectory(folder.resolve("results"));

    int code =
        refine(
            photo,
            "-o",
            results,
            "--seed",
            "7",
            "--depth",
            "16",
            "--icc",
            "--no-settings",
            "--name",
            "{name}-{seed}");

    assertThat(code).isEqualTo(ExitCode.DONE);
    DecodedPicture read = PictureReader.read(results.resolve("photo-7.png"));
    assertThat(read.picture().bitDepth()).isEqualTo(16);
    assertThat(read.metadata().texts())
        .doesNotContainKey(PictureMetadata.PARAMETERS)
        .containsKey(PictureMetadata.XMP);
  }

  @Test
  void refine_settingsFromAResult_makeTheSamePicture() throws Exception {
    Path first = folder.resolve("1.png");
    Path second = folder.resolve("2.png");
    refine(photo, "-o", first, "--seed", "9", "--prompt", "a lake", "--guidance", "3");

    assertThat(refine(photo, "-o", second, "--settings-from", first)).isEqualTo(ExitCode.DONE);

    assertThat(first).hasSameBinaryContentAs(second);
  }

  @Test
  void refine_settingsFromAPictureWithout_isBadUsage() {
    assertThat(refine(photo, "-o", folder.resolve("r.png"), "--settings-from", photo))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("photo.png", "no settings");
  }

  @Test
  void refine_preset_setsWhatOtherOptionsDoNot() throws Exception {
    Path preset = folder.resolve("p.json");
    JsonFile.write(
        preset, new Preset("p", "", new RefineSettings("a hill", "", 1, 3, 2, 6, 2.5, 0, null)));
    Path result = folder.resolve("r.png");

    assertThat(refine(photo, "-o", result, "--preset", preset, "--steps", "2"))
        .isEqualTo(ExitCode.DONE);

    assertThat(PictureReader.read(result).metadata().texts().get(PictureMetadata.PARAMETERS))
        .contains("a hill", "Steps: 2", "CFG scale: 2", "Denoising strength: 1");
    assertThat(refine(photo, "-o", result, "--preset", "nobody")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("nobody");
  }

  @Test
  void refine_strengthZero_returnsThePictureUnchanged() throws PictureException {
    Path result = folder.resolve("result.png");

    assertThat(refine(photo, "-o", result, "-s", "0")).isEqualTo(ExitCode.DONE);

    assertThat(argb(result)).isEqualTo(argb(photo));
  }

  @Test
  void refine_jsonOfSeveral_tellsEachWithTimesAndSettings() {
    Path missing = folder.resolve("missing.png");
    engines = () -> new OnnxEngine(Path.of("target/compiled"));

    int code =
        refine(photo, missing, "-o", folder.resolve("out"), "--json", "--seed", "3", "-s", "60%");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    List<JsonNode> lines =
        out.toString().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertThat(lines).hasSize(2);
    JsonNode done = lines.getFirst();
    assertThat(done.at("/ok").asBoolean()).isTrue();
    assertThat(done.at("/output").asString()).endsWith("photo.png");
    assertThat(done.at("/settings/seed").asLong()).isEqualTo(3);
    assertThat(done.at("/settings/strength").asDouble()).isEqualTo(0.6);
    assertThat(done.at("/seconds/sessions/unet/runs").asInt()).isEqualTo(4);
    assertThat(done.at("/seconds/loading").asDouble()).isPositive();
    assertThat(done.at("/peakMemoryBytes").asLong()).isPositive();
    JsonNode failed = lines.getLast();
    assertThat(failed.at("/ok").asBoolean()).isFalse();
    assertThat(failed.at("/error/what").asString()).contains("missing.png");
  }

  @Test
  void refine_badFilesInABatch_areNamedAndTheRestGoesOn() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    Path empty = Files.createFile(folder.resolve("empty.jpg"));
    Path cut = folder.resolve("cut.png");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(photo), 3000));
    Path output = folder.resolve("out");

    int code = refine(text, empty, cut, folder.resolve("none"), photo, "-o", output);

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("text.png is not a picture", "empty.jpg is empty", "cut.png is cut short", "none")
        .doesNotContain("\tat ");
    assertThat(listed(output)).containsExactly("photo.png");
  }

  @Test
  void refine_folder_takesItsPictures() throws PictureException, IOException {
    Path source = folder.resolve("in");
    Files.createDirectories(source.resolve("deep"));
    picture("in/a.bmp", 128, 128);
    picture("in/deep/b.png", 128, 128);
    Files.writeString(folder.resolve("in/notes.txt"), "x");

    assertThat(refine(source, "-o", folder.resolve("flat"))).isEqualTo(ExitCode.DONE);
    assertThat(refine(source, "-o", folder.resolve("tree"), "--recursive", "--format", "jpg"))
        .isEqualTo(ExitCode.DONE);

    assertThat(listed(folder.resolve("flat"))).containsExactly("a.bmp");
    assertThat(listed(folder.resolve("tree"))).containsExactly("a.jpg", "deep/b.jpg");
  }

  @Test
  void refine_folderWithoutPictures_saysSo() throws IOException {
    Path none = Files.createDirectory(folder.resolve("none"));

    assertThat(refine(none, "-o", folder.resolve("out"))).isEqualTo(ExitCode.FAILED);

    assertThat(err.toString()).contains("none contains no pictures", "--recursive");
  }

  @Test
  void refine_sameNameTwice_refusesTheSecond() throws PictureException, IOException {
    Files.createDirectory(folder.resolve("sub"));
    Path twin = picture("sub/photo.png", 128, 128);

    int code = refine(photo, twin, "-o", folder.resolve("out"));

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("would both become", "sub");
    assertThat(listed(folder.resolve("out"))).containsExactly("photo.png");
  }

  @Test
  void refine_folderOnceMore_keepsWhatIsThere() throws IOException, PictureException {
    Path in = Files.createDirectory(folder.resolve("in"));
    picture("in/one.png", 64, 64);
    Path out = folder.resolve("out");
    refine(in, "-o", out, "--strength", "0");
    picture("in/two.png", 64, 64);
    Path first = Files.writeString(out.resolve("one.png"), "mine");

    int code = refine(in, "-o", out, "--strength", "0", "--json");

    assertThat(code).isEqualTo(ExitCode.DONE);
    assertThat(first).hasContent("mine");
    assertThat(listed(out)).containsExactly("one.png", "two.png");
    assertThat(err.toString()).contains("one.png already exists and was kept");
    List<String> lines = this.out.toString().lines().toList();
    assertThat(lines.get(lines.size() - 2)).contains("\"ok\":true", "\"kept\":true");
    assertThat(lines.getLast()).contains("two.png", "\"kept\":false");
  }

  @Test
  void refine_skipExisting_countsAsDone() throws IOException {
    Path result = Files.writeString(folder.resolve("result.png"), "mine");

    assertThat(refine(photo, "-o", result, "--skip-existing")).isEqualTo(ExitCode.DONE);
    assertThat(result).hasContent("mine");
  }

  @Test
  void refine_resultsInsideTheSources_areNoSources() throws IOException, PictureException {
    Path in = Files.createDirectory(folder.resolve("in"));
    picture("in/one.png", 64, 64);

    for (int i = 0; i < 2; i++) {
      assertThat(refine(in, "--recursive", "-o", in.resolve("out"), "-s", "0", "--overwrite"))
          .isEqualTo(ExitCode.DONE);
    }
    assertThat(listed(in.resolve("out"))).containsExactly("one.png");
  }

  @Test
  void refine_folderWithOtherFormats_tellsOfThem() throws IOException {
    Path out = folder.resolve("out");

    Path in = Files.createDirectory(folder.resolve("in"));
    Files.copy(Faults.file("10/in").resolve("two.jpg"), in.resolve("two.jpg"));
    Files.createFile(in.resolve("a.psd"));
    Files.createFile(in.resolve("c.exr"));

    assertThat(refine(in, "-o", out, "-s", "0")).isEqualTo(ExitCode.DONE);
    assertThat(listed(out)).containsExactly("two.jpg");
    assertThat(err.toString()).contains("2 files were left out", "1 OpenEXR, 1 Photoshop");
  }

  /** Whether the libraries are installed or not, no picture is passed over without a word. */
  @Test
  void refine_folderWithHeicAndJxl_refinesThemOrSaysWhatIsMissing() throws IOException {
    Path out = folder.resolve("out");

    refine(Faults.file("10/in"), "-o", out, "-s", "0");

    for (String name : List.of("a", "c")) {
      boolean refined = listed(out).stream().anyMatch(file -> file.startsWith(name + "."));
      assertThat(refined || err.toString().contains("not readable without")).isTrue();
    }
  }

  @Test
  void refine_argumentsWithAtSigns_areTakenAsTheyAre() throws IOException, PictureException {
    Path result = folder.resolve("result.png");
    Path named = Files.copy(photo, folder.resolve("@photo.png"));

    assertThat(refine(named, "-o", result, "-s", "0", "-p", "@" + photo)).isEqualTo(ExitCode.DONE);
    assertThat(PictureReader.read(result).metadata().texts().get(PictureMetadata.PARAMETERS))
        .startsWith("@" + photo);
  }

  @Test
  void refine_existingOutput_isKeptUnlessOverwritten() throws IOException, PictureException {
    Path result = Files.writeString(folder.resolve("result.png"), "mine");

    assertThat(refine(photo, "-o", result)).isEqualTo(ExitCode.FAILED);
    assertThat(result).hasContent("mine");
    assertThat(err.toString()).contains("already exists", "--overwrite");

    assertThat(refine(photo, "-o", result, "--overwrite")).isEqualTo(ExitCode.DONE);
    assertThat(PictureReader.read(result).picture().width()).isEqualTo(128);
  }

  @Test
  void refine_ontoTheSource_isRefusedEvenWithOverwrite() throws IOException {
    byte[] before = Files.readAllBytes(photo);

    assertThat(refine(photo, "-o", photo, "--overwrite")).isEqualTo(ExitCode.FAILED);

    assertThat(photo).hasBinaryContent(before);
    assertThat(err.toString()).contains("never overwritten");
  }

  @Test
  void refine_outputBelowAFile_isRefused() {
    assertThat(refine(photo, "-o", photo.resolve("x.png"))).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("cannot be written", "photo.png");
  }

  @Test
  void refine_trace_writesTensors() throws IOException {
    Path trace = folder.resolve("trace");

    refine(photo, "-o", folder.resolve("r.png"), "--trace", trace);

    assertThat(listed(trace)).anyMatch(name -> name.endsWith(".npy"));
  }

  @Test
  void refine_result_carriesItsSettingsUnlessStripped() throws PictureException {
    Path result = folder.resolve("r.jpg");
    Path stripped = folder.resolve("s.jpg");

    refine(photo, "-o", result, "--seed", "7", "-p", "bright");
    refine(photo, "-o", stripped, "--strip");

    assertThat(PictureReader.read(result).metadata().texts())
        .hasEntrySatisfying(
            PictureMetadata.PARAMETERS,
            text -> assertThat(text).startsWith("bright\nSteps: 8").contains("Seed: 7"))
        .containsKey(PictureMetadata.XMP);
    assertThat(PictureReader.read(stripped).metadata().texts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--strength, 2, strength",
    "--strength, much, percentage",
    "--strength, 0.001, none to run",
    "--steps, 0, steps",
    "--seed, -1, seed",
    "--seed, 4294967296, seed",
    "--guidance, x, guidance",
    "--aesthetic, 11, aesthetic",
    "--scheduler, magic, euler",
    "--device, toaster, toaster",
    "--device, cpu:3, does not take a number",
    "--tile, 100, tile",
    "--format, gif, PNG",
    "--quality, 101, quality",
    "--frobnicate, 1, frobnicate"
  })
  void refine_badValue_isBadUsage(String option, String value, String word) {
    int code = refine(photo, "-o", folder.resolve("r.png"), option, value);

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(word).contains("--help").doesNotContain("\tat ");
    assertThat(folder.resolve("r.png")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"r.gif", "r", "r.xyz"})
  void refine_outputOfNoFormat_isBadUsage(String name) {
    assertThat(refine(photo, "-o", folder.resolve(name))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(name, "PNG, JPEG, TIFF, BMP, WebP");
  }

  @Test
  void refine_unknownModel_namesTheInstalled() {
    int code = run("refine", photo, "-o", folder.resolve("r.png"), "-m", "nothing");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("nothing", MODEL, "afterimage models");
  }

  @Test
  void refine_deviceThatIsNotHere_saysSo() {
    int code = refine(photo, "-o", folder.resolve("r.png"), "--device", "directml");

    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).containsIgnoringCase("directml").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2000, 10", "131, 77"})
  void refine_oddSize_keepsIt(int width, int height) throws PictureException {
    Path odd = picture("odd.png", width, height);
    Path result = folder.resolve("r.png");

    assertThat(refine(odd, "-o", result)).isEqualTo(ExitCode.DONE);

    DecodedPicture refined = PictureReader.read(result);
    assertThat(refined.picture().width()).isEqualTo(width);
    assertThat(refined.picture().height()).isEqualTo(height);
  }

  @Test
  void refine_diskFull_stopsAndKeepsWhatIsDone() throws Exception {
    Path output = folder.resolve("out");
    Path source = Files.createDirectory(folder.resolve("in"));
    for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
      Files.copy(photo, source.resolve(name));
    }
    try (TinyDisk disk = TinyDisk.full(output)) {
      disk.makeRoom();
      // Of the half megabyte so much stays that one result fits, and no second.
      assertThat(refine(source.resolve("a.png"), "-o", output.resolve("a.png")))
          .isEqualTo(ExitCode.DONE);
      long result = Files.size(output.resolve("a.png"));
      Files.delete(output.resolve("a.png"));
      long room = Files.getFileStore(output).getUsableSpace();
      Files.write(output.resolve("ballast"), new byte[(int) (room - result * 3 / 2)]);

      int code = refine(source, "-o", output);

      assertThat(code).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString())
          .contains("b.png cannot be written: the disk is full, and 1 MB more is needed")
          .contains("Stopped. 2 pictures were not processed; finished results are kept.")
          .doesNotContain("c.png");
      assertThat(PictureReader.read(output.resolve("a.png")).picture().width()).isEqualTo(128);
      assertThat(listed(output)).containsExactly("a.png", "ballast");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void refine_settingsFromOurOwnPicture_areTheSamePixels(int seed) throws Exception {
    Path first = folder.resolve("first.png");
    Path again = folder.resolve("again.png");

    assertThat(refine(with(options(new Random(seed)), photo, "-o", first))).isZero();
    assertThat(run("refine", photo, "-o", again, "-m", MODEL, "--settings-from", first)).isZero();

    Picture one = PictureReader.read(first).picture();
    Picture other = PictureReader.read(again).picture();
    assertThat(pixels(other)).isEqualTo(pixels(one));
  }

  private static int[] pixels(Picture picture) {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, pixels, y * picture.width());
    }
    return pixels;
  }

  private static List<Object> options(Random random) {
    Object[][] all = {
      {"-p", "{red|blue} fox, a: b"},
      {"-n", "Negative prompt: none"},
      {"--steps", 3 + random.nextInt(4)},
      {"-g", 1 + random.nextInt(8)},
      {"--aesthetic", random.nextInt(10)},
      {"--negative-aesthetic", random.nextInt(10)},
      {"--scheduler", random.nextBoolean() ? "dpmpp-2m-karras" : "euler"},
      {"--prompt2", "a second, prompt"},
      {"--negative2", "another"},
      {"--plain-prompt"},
      {"--clip-skip", 1},
      {"--guidance-rescale", random.nextDouble()},
      {"--guidance-in-two-calls"},
      {"--noise-source", "nv"},
      {"--variation-seed", random.nextInt(1000), "--variation-strength", random.nextDouble()},
      {"--keep-detail", random.nextDouble()},
      {"--keep-colours", random.nextDouble()},
      {"--keep-at-least", 0.5 + random.nextDouble() / 2},
      {"--tile", 256},
      {"--original-size", "300x200"},
      {"--crop", "8,16"},
    };
    List<Object> chosen = new ArrayList<>(List.of("-s", random.nextBoolean() ? 0.5 : 1));
    for (Object[] option : all) {
      if (random.nextInt(3) > 0) {
        chosen.addAll(List.of(option));
      }
    }
    return chosen;
  }

  private static Object[] with(List<Object> options, Object... arguments) {
    return Stream.concat(Stream.of(arguments), options.stream()).toArray();
  }

  @Test
  void refine_settingsFromOurOwnPictureOfStrengthZero_isUnchanged() throws Exception {
    Path first = folder.resolve("first.png");
    Path again = folder.resolve("again.png");

    assertThat(refine(photo, "-o", first, "-s", 0)).isZero();
    assertThat(refine(photo, "-o", again, "--settings-from", first)).isZero();

    assertThat(PictureReader.read(again).picture().argb(5, 5))
        .isEqualTo(PictureReader.read(photo).picture().argb(5, 5));
  }

  private int refine(Object... arguments) {
    Object[] all =
        Stream.of(new Object[] {"refine"}, arguments, defaults(arguments))
            .flatMap(Stream::of)
            .toArray();
    return run(all);
  }

  /** What a test does not say itself; few steps keep it quick. */
  private static Object[] defaults(Object... arguments) {
    List<Object> defaults = new ArrayList<>(List.of("--model", MODEL));
    List<Object> said = List.of(arguments);
    if (!said.contains("--steps")) {
      defaults.addAll(List.of("--steps", "8"));
    }
    return defaults.toArray();
  }

  private int run(Object... arguments) {
    CommandLineParts parts =
        new CommandLineParts(
            "test",
            engines,
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

  private Path picture(String name, int width, int height) throws PictureException {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (128 + 90 * Math.sin(i / 50.0));
    }
    Path file = folder.resolve(name);
    PictureWriter.write(
        Picture.of8Bit(width, height, rgb, null), file, WriteOptions.DEFAULT, PictureMetadata.NONE);
    return file;
  }

  private static int[] argb(Path file) throws PictureException {
    Picture picture = PictureReader.read(file).picture();
    int[] argb = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, argb, y * picture.width());
    }
    return argb;
  }

  private static List<String> listed(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }
}
