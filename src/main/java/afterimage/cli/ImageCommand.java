package afterimage.cli;

import afterimage.catalog.EmbeddingSearch;
import afterimage.catalog.PromptEmbeddings;
import afterimage.catalog.PromptLoras;
import afterimage.catalog.TagReadingEngine;
import afterimage.catalog.fewsteps.FewStepLora;
import afterimage.catalog.fewsteps.FewStepLoras;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.Embedding;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import afterimage.image.PictureException;
import afterimage.settings.found.FoundSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that makes pictures, from its options to its exit code. */
abstract class ImageCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final CommandLineParts parts;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private RunOptions options = new RunOptions();

  /**
   * What is known once the model is.
   *
   * @param ref the model, and how it is loaded
   */
  record Session(
      ImageEngine engine, ModelInfo model, ModelRef ref, Device device, Messages messages) {}

  /**
   * What to do.
   *
   * @param failures of arguments that name no picture
   */
  record Batch(List<BatchRun.Task> tasks, List<Failure> failures) {}

  /** Gives a value, or throws {@link IllegalArgumentException} where the user's makes no sense. */
  interface Value<T extends @Nullable Object, X extends Exception> {
    T get() throws X;
  }

  ImageCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  /**
   * Where results go.
   *
   * @throws IllegalArgumentException if the arguments make no sense
   * @throws PictureException if a list of inputs cannot be read
   */
  abstract OutputPlan plan() throws PictureException;

  /** The model to use. */
  abstract ModelInfo model(ImageEngine engine) throws EngineException;

  /**
   * What the picture says that settings are taken from; null for none.
   *
   * @throws PictureException if that picture cannot be read
   */
  abstract @Nullable FoundSettings recorded() throws PictureException;

  /** The pictures to make. */
  abstract Batch batch(Session session, OutputPlan plan) throws EngineException, PictureException;

  final RunOptions options() {
    return options;
  }

  final CommandLineParts parts() {
    return parts;
  }

  @Override
  public final Integer call() {
    if (options.debug) {
      System.setProperty(Messages.DEBUG_PROPERTY, "true");
    }
    Messages messages = new Messages(parts.err());
    try {
      return call(messages);
    } catch (EngineException e) {
      messages.failure(Failure.of(e));
      return ExitCode.FAILED;
    } catch (PictureException e) {
      messages.failure(Failure.of(e));
      return ExitCode.FAILED;
    }
  }

  private int call(Messages messages) throws EngineException, PictureException {
    String named = options.device;
    Device device = usage(() -> Device.parse(named == null ? parts.device().get() : named));
    boolean streams = options.output.isStream();
    OutputPlan plan = usage(this::planned);
    BatchRun.Files files =
        usage(
            () ->
                new BatchRun.Files(
                    options.writing.options(),
                    "afterimage " + parts.version(),
                    streams ? new StreamedResult(parts.bytesOut()) : null));
    try (ImageEngine engine =
            new TagReadingEngine(
                parts.engines().get(),
                new PromptLoras(parts.models()),
                new PromptEmbeddings(
                    new EmbeddingSearch(parts.models(), () -> parts.source().embeddingFolders())));
        Interruption interruption = new Interruption()) {
      options.loading.limit(engine);
      ModelInfo model = model(engine);
      requireLicence(model);
      FoundSettings recorded = usage(this::recorded);
      ModelRef ref = options.loading.ref(model.directory(), parts, recorded, messages::notice);
      Path net = options.control.net(parts, recorded, messages::notice);
      ref =
          ref.withOptions(ref.options().withControlNet(net)).withControl(options.control.picture());
      if (options.fast) {
        FewStepLora lora = fewStepLora(model);
        messages.notice(lora.told());
        model = model.withDefaults(lora.onto(model.defaults()));
        ref = ref.withOptions(lora.onto(ref.options()));
      }
      BatchConsole console =
          new BatchConsole(streams ? parts.tellingInErr() : parts, options.json, messages);
      return workUntilStopped(
          new Session(engine, model, ref, device, messages),
          plan,
          new BatchRun(engine, files, console),
          interruption.cancellation());
    }
  }

  /** The LoRA of the fast quality; none is downloaded without a command that says so. */
  private FewStepLora fewStepLora(ModelInfo model) throws EngineException {
    FewStepLoras.require(model);
    FewStepLoras all = new FewStepLoras(parts.source(), parts.models());
    List<FewStepLora> here = all.here(LOOK);
    if (here.isEmpty()) {
      throw new EngineException(
          "There is no few-step LoRA on this computer for the fast quality.",
          all.toDownload()
              .map(published -> "Download one: afterimage models get " + published.id())
              .orElse("Leave --fast out."));
    }
    return here.getFirst();
  }

  /** Says that it stopped before the interruption lets the process end. */
  private int workUntilStopped(
      Session session, OutputPlan plan, BatchRun run, Cancellation cancellation)
      throws EngineException, PictureException {
    try {
      return work(session, plan, run, cancellation);
    } catch (CancelledException e) {
      parts.err().println("Stopped.");
      parts.err().flush();
      return ExitCode.INTERRUPTED;
    }
  }

  private OutputPlan planned() throws PictureException {
    if (options.output.isStream() && parts.terminal()) {
      throw new IllegalArgumentException(
          "-o - would write the picture to the terminal: send it to a file or a program");
    }
    return plan();
  }

  /** Makes the pictures; returns the exit code. */
  int work(Session session, OutputPlan plan, BatchRun run, Cancellation cancellation)
      throws EngineException, PictureException, CancelledException {
    Batch batch = batch(session, plan);
    batch.failures.forEach(session.messages::failure);
    int failed = run.run(batch.tasks, cancellation);
    return failed == 0 && batch.failures.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Makes sure that a model may be used. */
  final void requireLicence(ModelInfo model) throws EngineException {
    new LicenceQuestion(parts).require(model.directory(), options.loading.accepted());
  }

  /**
   * Tells of what was asked for and does nothing.
   *
   * @param unknownScores whether aesthetic scores were asked of models that know none
   */
  static void tellWhatIsIgnored(Session session, RefineSettings used, boolean unknownScores) {
    ModelInfo model = session.model;
    List<String> unknown = model.unknownWords(used.prompt() + " " + used.negativePrompt());
    if (!unknown.isEmpty()) {
      session.messages.notice(
          "%s ignores words it does not know: %s. It knows: %s."
              .formatted(
                  model.name(),
                  unknown.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", ")),
                  model.vocabulary().stream()
                      .map(word -> word.word() + "/" + word.opposite())
                      .collect(Collectors.joining(", "))));
    }
    for (Embedding embedding : session.ref.embeddings()) {
      if (!PromptEmbeddings.isCalled(embedding, used)) {
        session.messages.notice(
            "The embedding %s has no effect: write its name in a prompt."
                .formatted(embedding.name()));
      }
    }
    if (unknownScores) {
      session.messages.notice(
          model.name() + " does not support aesthetic scores and ignores them.");
    }
  }

  /** Values that no run could have are bad usage. */
  final <T extends @Nullable Object, X extends Exception> T usage(Value<T, X> value) throws X {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw spec == null
          ? e
          : new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
