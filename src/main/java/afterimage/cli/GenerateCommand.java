package afterimage.cli;

import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.NameTemplate;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.image.PictureMetadata;
import afterimage.settings.found.FoundSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code afterimage generate -p TEXT -o OUT}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Generates pictures from text, with a base model and, optionally, a refiner.",
    footer = {
      "",
      "Several pictures are numbered (fox-1.png, fox-2.png) or, in a folder, named by their seeds.",
      "(word:1.3) gives a word more weight, [word] less; BREAK starts a new part of the prompt."
    })
final class GenerateCommand extends ImageCommand {
  private static final double USUAL_SWITCH = 0.8;

  @Mixin private SamplingOptions sampling = new SamplingOptions();

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size of the pictures. Default: the size the model was made for.")
  private @Nullable String size;

  @Option(names = "--count", paramLabel = "N", description = "How many pictures. Default: 1.")
  private int count = 1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many of them to generate at once; more need more memory. Default: 1.")
  private int batch = 1;

  @Option(
      names = "--refiner",
      paramLabel = "MODEL",
      description = "A second model that finishes the pictures: a folder or an installed name.")
  private @Nullable String refiner;

  @Option(
      names = "--switch-at",
      paramLabel = "SHARE",
      converter = Share.class,
      description = "The point in the schedule at which the refiner takes over. Default: 0.8.")
  private @Nullable Double switchAt;

  @Option(
      names = "--then-refine",
      paramLabel = "STRENGTH",
      converter = Share.class,
      description = "Refine the finished picture at this strength instead.")
  private @Nullable Double thenRefine;

  @Option(
      names = "--latents",
      description = "With --then-refine: pass on the latents instead of the picture.")
  private boolean latents;

  GenerateCommand(CommandLineParts parts) {
    super(parts);
  }

  @Override
  OutputPlan plan() {
    require(sampling.hasPrompt(), "describe the picture with --prompt");
    options().control.requireWhole(true);
    require(
        refiner != null || (switchAt == null && thenRefine == null && !latents),
        "--switch-at, --then-refine and --latents need --refiner");
    require(
        switchAt == null || thenRefine == null, "--switch-at and --then-refine cannot be combined");
    require(!latents || thenRefine != null, "--latents needs --then-refine");
    NameTemplate name = options().writing.name();
    require(
        name == null || !name.pattern().contains("{name}"),
        "--name: generated pictures have no source for {name}; use other fields, such as {seed}");
    Path output = options().output.path();
    boolean folder = count > 1 && String.valueOf(output.getFileName()).indexOf('.') < 0;
    return OutputPlan.of(options().output, folder, options().writing);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  ModelInfo model(ImageEngine engine) throws EngineException {
    return ModelChoice.chooseBase(
        options().model, parts().models(), engine, options().loading.parts(parts()));
  }

  @Override
  @Nullable FoundSettings recorded() {
    return null; // Settings never come from a picture here.
  }

  @Override
  Batch batch(Session session, OutputPlan plan) throws EngineException {
    ModelInfo base = session.model();
    ModelInfo second =
        refiner == null
            ? null
            : ModelChoice.choose(refiner, parts().models(), session.engine(), ModelOptions.DEFAULT);
    if (second != null) {
      requireLicence(second);
    }
    ImageRequest request = usage(() -> request(session, second));
    RefineSettings used = request.settings();
    boolean scores = base.aestheticScores() || (second != null && second.aestheticScores());
    tellWhatIsIgnored(session, used, sampling.asksForAesthetics() && !scores);
    Path output = options().output.path();
    BatchRun.Task task =
        new BatchRun.Task(
            null,
            output,
            PreviewFiles.of(options().previews, output),
            _ ->
                new BatchRun.Begun(
                    request, plan.targets(count, used, base.name()), PictureMetadata.NONE));
    return new Batch(List.of(task), List.of());
  }

  private ImageRequest request(Session session, @Nullable ModelInfo second) {
    ModelInfo base = session.model();
    PixelSize usual = base.generatedSize();
    if (usual == null) {
      throw new IllegalArgumentException(base.name() + " cannot generate pictures from text");
    }
    double strength = thenRefine == null ? 1 : thenRefine;
    return new ImageRequest(
        new ImageRequest.Start.FromNoise(size == null ? usual : PixelSize.parse(size)),
        session.ref(),
        sampling.settings(base, strength, true),
        second == null ? null : stage(second.directory()),
        count,
        batch,
        session.device(),
        options().trace);
  }

  private RefinerStage stage(Path second) {
    return thenRefine == null
        ? new RefinerStage.Ensemble(second, Objects.requireNonNullElse(switchAt, USUAL_SWITCH))
        : new RefinerStage.SecondPass(second, thenRefine, latents);
  }
}
