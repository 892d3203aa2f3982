package afterimage.cli;

import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.Mask;
import afterimage.engine.ModelInfo;
import afterimage.engine.NameTemplate;
import afterimage.engine.RefineSettings;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage refine IN… -o OUT}. */
@Command(
    name = "refine",
    mixinStandardHelpOptions = true,
    description = "Refines pictures.",
    footer = {
      "",
      "Several pictures, or the pictures of a folder, go into the folder that -o names.",
      "Reads PNG, JPEG, TIFF, WebP, BMP and GIF; writes PNG, JPEG, TIFF, BMP and WebP."
    })
final class RefineCommand implements Callable<Integer> {
  private final CommandLineParts parts;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "IN", arity = "1..*", description = "Pictures, or folders of pictures.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      required = true,
      converter = Output.Converter.class,
      description = "The file to write; for several pictures the folder.")
  private Output output = Output.of(Path.of(""));

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private LoadingOptions loading = new LoadingOptions();

  @Option(
      names = {"-m", "--model"},
      paramLabel = "MODEL",
      description = "A model's folder or checkpoint, or the name of an installed one.")
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

  @Option(
      names = "--previews",
      paramLabel = "DIR",
      description = "Write the preview of each step there, as PNG.")
  private @Nullable Path previews;

  @Option(names = "--recursive", description = "Take folders inside folders, too.")
  private boolean recursive;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "png, jpg, tif or bmp, for results in a folder.")
  private @Nullable String format;

  @Mixin private WritingOptions writing = new WritingOptions();

  @Option(names = "--json", description = "One line of JSON a picture.")
  private boolean json;

  @Option(names = "--debug", description = "Show the causes of errors.")
  private boolean debug;

  RefineCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  @Override
  public Integer call() {
    if (debug) {
      System.setProperty(Messages.DEBUG_PROPERTY, "true");
    }
    Messages messages = new Messages(parts.err());
    Device where = usage(() -> Device.parse(device == null ? parts.device().get() : device));
    OutputPlan plan =
        usage(() -> OutputPlan.of(inputs, output, pictureFormat(), writing.overwrite()));
    WriteOptions options = usage(writing::options);
    NameTemplate name = usage(writing::name);
    try (ImageEngine engine = parts.engines().get();
        Interruption interruption = new Interruption()) {
      loading.limit(engine);
      if (model != null) {
        new LicenceQuestion(parts)
            .require(ModelChoice.path(model, parts.models()), loading.accepted());
      }
      ModelInfo info = ModelChoice.choose(model, parts.models(), engine);
      RefineSettings used = settings(info);
      tellWhatIsIgnored(info, used, messages);
      RefineBatch.Job job =
          new RefineBatch.Job(
              info,
              loading.options(),
              used,
              mask(),
              where,
              options,
              trace,
              previews,
              writing.metadata(),
              name,
              "afterimage " + parts.version());
      return run(engine, job, plan, messages, interruption);
    } catch (EngineException e) {
      messages.failure(Failure.of(e));
      return ExitCode.FAILED;
    } catch (PictureException e) {
      messages.failure(Failure.of(e));
      return ExitCode.FAILED;
    }
  }

  private RefineSettings settings(ModelInfo info) throws PictureException {
    try {
      return settings.settings(info);
    } catch (IllegalArgumentException e) {
      throw badValue(e);
    }
  }

  private @Nullable Mask mask() throws PictureException {
    try {
      return settings.mask();
    } catch (IllegalArgumentException e) {
      throw badValue(e);
    }
  }

  private int run(
      ImageEngine engine,
      RefineBatch.Job job,
      OutputPlan plan,
      Messages messages,
      Interruption interruption) {
    RefineConsole console = new RefineConsole(parts, json, messages);
    Inputs pictures = Inputs.of(inputs, recursive);
    pictures.failures().forEach(console::failed);
    try {
      int failed =
          new RefineBatch(engine, job, plan, console)
              .run(pictures.pictures(), interruption.cancellation());
      boolean all = failed == 0 && pictures.failures().isEmpty();
      return all ? ExitCode.DONE : ExitCode.FAILED;
    } catch (CancelledException e) {
      parts.err().println("Stopped.");
      parts.err().flush();
      return ExitCode.INTERRUPTED;
    }
  }

  private void tellWhatIsIgnored(ModelInfo info, RefineSettings used, Messages messages) {
    List<String> unknown = info.unknownWords(used.prompt() + " " + used.negativePrompt());
    if (!unknown.isEmpty()) {
      messages.notice(
          "%s ignores words that it does not know: %s. Its words: %s."
              .formatted(
                  info.name(),
                  unknown.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ")),
                  info.vocabulary().stream()
                      .map(word -> word.word() + "/" + word.opposite())
                      .collect(Collectors.joining(", "))));
    }
    if (settings.asksForAesthetics() && !info.aestheticScores()) {
      messages.notice(info.name() + " knows no aesthetic scores and ignores them.");
    }
  }

  private @Nullable PictureFormat pictureFormat() {
    if (format == null) {
      return null;
    }
    return PictureFormat.ofExtension(format)
        .filter(PictureFormat::isWritable)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown format '%s': use one of %s"
                        .formatted(format, PictureFormat.writableNames())));
  }

  /** Values that no run could have are bad usage. */
  private <T extends @Nullable Object> T usage(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw badValue(e);
    }
  }

  private RuntimeException badValue(IllegalArgumentException e) {
    return spec == null
        ? e
        : new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
  }
}
