package afterimage.cli;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelRef;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.RefinerStage;
import afterimage.engine.SettingsText;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.DiskFullException;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code afterimage generate -p TEXT -o OUT}. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = "Makes pictures from words, with a base model and, if you like, a refiner.",
    footer = {
      "",
      "Several pictures get numbers (fox-1.png, fox-2.png) or, in a folder, their seeds as names.",
      "(word:1.3) weighs a word, [word] weakens it, BREAK begins a new part of the prompt."
    })
final class GenerateCommand implements Callable<Integer> {
  private static final double USUAL_SWITCH = 0.8;

  private final CommandLineParts parts;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      converter = Output.Converter.class,
      description = "The file to write, or a folder.")
  private Output output = Output.of(Path.of(""));

  @Mixin private SamplingOptions sampling = new SamplingOptions();

  @Mixin private LoadingOptions loading = new LoadingOptions();

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Of the pictures. Default: what the model was made for.")
  private @Nullable String size;

  @Option(names = "--count", paramLabel = "N", description = "How many pictures. Default: 1.")
  private int count = 1;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "How many of them at once; needs more memory. Default: 1.")
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
      description = "Where in the schedule the refiner takes over. Default: 0.8.")
  private @Nullable Double switchAt;

  @Option(
      names = "--then-refine",
      paramLabel = "STRENGTH",
      converter = Share.class,
      description = "Refine the finished picture with this strength instead.")
  private @Nullable Double thenRefine;

  @Option(
      names = "--latents",
      description = "With --then-refine: hand the latents over and not the picture.")
  private boolean latents;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "The base model: a folder, or the name of an installed one.")
  private @Nullable String model;

  @Option(
      names = {"-d", "--device"},
      paramLabel = "DEVICE",
      description = "auto, cpu, cuda[:N], directml[:N] or coreml.")
  private @Nullable String device;

  @Option(
      names = "--trace",
      paramLabel = "DIR",
      description = "Write every tensor of the run there, as .npy.")
  private @Nullable Path trace;

  @Option(names = "--overwrite", description = "Replace files that exist.")
  private boolean overwrite;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      description = "1 to 100, for JPEG and WebP; at 100 WebP loses nothing. Default: 95.")
  private int quality = 95;

  @Option(
      names = "--strip",
      description = "Write pixels only: no settings, no word that a model made it.")
  private boolean strip;

  @Option(names = "--json", description = "One line of JSON a picture.")
  private boolean json;

  @Option(names = "--debug", description = "Show the causes of errors.")
  private boolean debug;

  GenerateCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    if (debug) {
      System.setProperty(Messages.DEBUG_PROPERTY, "true");
    }
    Messages messages = new Messages(parts.err());
    Device where = usage(() -> Device.parse(device == null ? parts.device().get() : device));
    WriteOptions writing = usage(() -> new WriteOptions(quality / 100.0, overwrite));
    GenerateOutputs outputs = usage(() -> GenerateOutputs.of(output, count));
    if (!sampling.hasPrompt()) {
      throw badUsage("say what to make, with --prompt");
    }
    try (ImageEngine engine = parts.engines().get();
        Interruption interruption = new Interruption()) {
      loading.limit(engine);
      ModelInfo base = ModelChoice.chooseBase(model, parts.models(), engine);
      new LicenceQuestion(parts).require(base.directory(), loading.accepted());
      RefinerStage stage = stage(engine);
      ImageRequest request = usage(() -> request(base, stage, where));
      outputs.refuseExisting(request, overwrite);
      Progress progress = new Progress(parts.err(), parts.terminal(), output.toString(), messages);
      NoticeCollector listener = new NoticeCollector(progress, null);
      ImageResult result;
      try {
        result = generate(engine, request, listener, interruption.cancellation());
      } catch (EngineException e) {
        return failed(Failure.of(e), listener, messages);
      } catch (GuardException e) {
        return failed(Failure.of(output.toString(), e), listener, messages);
      } finally {
        progress.clear();
      }
      return write(request, result, outputs, writing, listener, messages);
    } catch (EngineException e) {
      messages.failure(Failure.of(e));
      return ExitCode.FAILED;
    } catch (PictureException e) {
      messages.failure(Failure.of(e));
      return ExitCode.FAILED;
    } catch (CancelledException e) {
      parts.err().println("Stopped.");
      parts.err().flush();
      return ExitCode.INTERRUPTED;
    }
  }

  /** The boundary around a request. */
  private static ImageResult generate(
      ImageEngine engine, ImageRequest request, RefineListener listener, Cancellation stop)
      throws EngineException, CancelledException, GuardException {
    try {
      return Guard.<ImageResult, Exception>call(() -> engine.run(request, listener, stop));
    } catch (EngineException | CancelledException | GuardException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("an engine threw what it does not declare", e);
    }
  }

  private int failed(Failure failure, NoticeCollector listener, Messages messages) {
    if (json) {
      GenerateReport report = GenerateReport.failed(output.toString(), failure, listener.notices());
      parts.out().println(Json.line(report));
    }
    messages.failure(failure);
    return ExitCode.FAILED;
  }

  /** Writes all pictures, or those for which the disk has room; one that fails fails alone. */
  private int write(
      ImageRequest request,
      ImageResult result,
      GenerateOutputs outputs,
      WriteOptions writing,
      NoticeCollector listener,
      Messages messages) {
    int code = ExitCode.DONE;
    for (int i = 0; i < result.pictures().size(); i++) {
      Path file = outputs.file(request, i);
      Picture picture = result.pictures().get(i);
      PictureMetadata metadata = metadata(result, i);
      Failure failure = null;
      boolean full = false;
      try {
        Guard.call(() -> PictureWriter.write(picture, file, writing, metadata))
            .forEach(listener::notice);
      } catch (PictureException e) {
        failure = Failure.of(e);
        full = e instanceof DiskFullException;
      } catch (GuardException e) {
        failure = Failure.of(file.toString(), e);
      }
      tell(result, i, file, listener.notices(), failure);
      if (failure != null) {
        messages.failure(failure);
        code = ExitCode.FAILED;
      }
      if (full || parts.out().checkError()) {
        return ExitCode.FAILED;
      }
    }
    return code;
  }

  private @Nullable RefinerStage stage(ImageEngine engine) throws EngineException {
    if (refiner == null) {
      if (switchAt != null || thenRefine != null || latents) {
        throw badUsage("--switch-at, --then-refine and --latents need --refiner");
      }
      return null;
    }
    if (switchAt != null && thenRefine != null) {
      throw badUsage("--switch-at and --then-refine exclude each other");
    }
    if (latents && thenRefine == null) {
      throw badUsage("--latents needs --then-refine");
    }
    Path second = ModelChoice.choose(refiner, parts.models(), engine).directory();
    new LicenceQuestion(parts).require(second, loading.accepted());
    if (thenRefine != null) {
      double strength = thenRefine;
      return usage(() -> new RefinerStage.SecondPass(second, strength, latents));
    }
    double share = switchAt == null ? USUAL_SWITCH : switchAt;
    return usage(() -> new RefinerStage.Ensemble(second, share));
  }

  private ImageRequest request(ModelInfo base, @Nullable RefinerStage stage, Device where) {
    PixelSize usual = base.generatedSize();
    if (usual == null) {
      throw new IllegalArgumentException(base.name() + " makes no pictures from words alone");
    }
    double strength = thenRefine == null ? 1 : thenRefine;
    RefineSettings settings = sampling.settings(base, strength, true);
    return new ImageRequest(
        new ImageRequest.Start.FromNoise(size == null ? usual : PixelSize.parse(size)),
        new ModelRef(base.directory(), loading.options()),
        settings,
        stage,
        count,
        batch,
        where,
        trace);
  }

  private PictureMetadata metadata(ImageResult result, int index) {
    String text = SettingsText.of(result, index, "afterimage " + parts.version());
    return strip
        ? PictureMetadata.NONE
        : PictureMetadata.NONE.withText(PictureMetadata.PARAMETERS, text).withGeneratedProvenance();
  }

  private void tell(
      ImageResult result, int index, Path file, List<String> notices, @Nullable Failure failure) {
    if (json) {
      GenerateReport report = GenerateReport.of(result, index, file.toString(), notices, failure);
      parts.out().println(Json.line(report));
    } else if (failure == null) {
      parts
          .out()
          .println(
              String.format(
                  Locale.ROOT,
                  "%s (%.1f s for %d, %d steps, seed %d)",
                  file,
                  result.total().toNanos() / 1e9,
                  result.pictures().size(),
                  result.settings().steps(),
                  result.settings(index).seed()));
    }
    parts.out().flush();
  }

  /** Values that no run could have are bad usage. */
  private <T extends @Nullable Object> T usage(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw spec == null
          ? e
          : new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private RuntimeException badUsage(String message) {
    return spec == null
        ? new IllegalArgumentException(message)
        : new ParameterException(spec.commandLine(), message);
  }
}
