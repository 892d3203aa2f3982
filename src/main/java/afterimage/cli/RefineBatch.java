package afterimage.cli;

import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.Mask;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.NameTemplate;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.SettingsText;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.DecodedPicture;
import afterimage.image.DiskFullException;
import afterimage.image.MetadataChoice;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refines pictures one after the other; one that fails, however it does, does not stop the rest. A
 * full disk, an engine that cannot start and a report that nobody takes any more do.
 */
final class RefineBatch {
  private final ImageEngine engine;
  private final Job job;
  private final OutputPlan plan;
  private final Console console;

  /**
   * What is the same for all pictures.
   *
   * @param options how the model is loaded
   * @param mask where pictures may change, or null for everywhere
   * @param trace a folder for tensors, or null
   * @param previews a folder for previews, or null
   * @param metadata what results carry beside pixels
   * @param name how results in a folder are called, or null for their sources' names
   * @param program name and version, for the settings in results
   */
  record Job(
      ModelInfo model,
      ModelOptions options,
      RefineSettings settings,
      @Nullable Mask mask,
      Device device,
      WriteOptions writing,
      @Nullable Path trace,
      @Nullable Path previews,
      MetadataChoice metadata,
      @Nullable NameTemplate name,
      String program) {}

  /** Where a batch tells how it goes. */
  interface Console {
    /** The listener for a picture; {@code number} counts from 1. */
    Progress begin(Path file, int number, int count);

    void done(PictureReport report);

    void failed(Path file, Failure failure, List<String> notices);

    /** Whether what was told does not arrive. */
    boolean isBroken();

    /** The batch ends early since what failed last would fail for all; {@code left} are left. */
    void stopped(int left);
  }

  RefineBatch(ImageEngine engine, Job job, OutputPlan plan, Console console) {
    this.engine = engine;
    this.job = job;
    this.plan = plan;
    this.console = console;
  }

  /**
   * Refines all pictures, or those for which the disk has room.
   *
   * @return how many failed or were not begun
   */
  int run(List<Inputs.Input> pictures, Cancellation cancellation) throws CancelledException {
    int failures = 0;
    int number = 0;
    for (Inputs.Input input : pictures) {
      cancellation.throwIfCancelled();
      number++;
      Progress progress = console.begin(input.file(), number, pictures.size());
      NoticeCollector listener = new NoticeCollector(progress, previews(input, pictures.size()));
      Failure failure = null;
      boolean stops = false;
      try {
        PictureReport report = guarded(input, pictures.size(), listener, cancellation);
        progress.clear();
        console.done(report);
      } catch (PictureException e) {
        failure = Failure.of(e);
        stops = e instanceof DiskFullException;
      } catch (EngineException e) {
        failure = Failure.of(e);
      } catch (GuardException e) {
        failure = Failure.of(input.file().toString(), e);
        stops = isOfEngine(e);
      } finally {
        progress.clear();
      }
      if (failure != null) {
        failures++;
        console.failed(input.file(), failure, listener.notices());
      }
      if (console.isBroken()) {
        failures += failure == null ? 1 : 0;
        stops = true;
      }
      if (stops) {
        int left = pictures.size() - number;
        console.stopped(left);
        return failures + left;
      }
    }
    return failures;
  }

  /** The boundary around a picture. */
  private PictureReport guarded(
      Inputs.Input input, int count, NoticeCollector listener, Cancellation cancellation)
      throws PictureException, EngineException, CancelledException, GuardException {
    try {
      return Guard.<PictureReport, Exception>call(
          () -> refine(input, traceFolder(input, count), listener, cancellation));
    } catch (PictureException
        | EngineException
        | CancelledException
        | GuardException
        | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a picture threw what it does not declare", e);
    }
  }

  /** Native libraries that cannot be loaded fail every picture alike. */
  private static boolean isOfEngine(GuardException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof LinkageError) {
        return true;
      }
    }
    return false;
  }

  private PictureReport refine(
      Inputs.Input input, @Nullable Path trace, NoticeCollector listener, Cancellation cancellation)
      throws PictureException, EngineException, CancelledException {
    Path target = plan.target(input, stem(input));
    Stopwatch watch = new Stopwatch();
    DecodedPicture source = PictureReader.read(input.file());
    watch.endLap("read");
    source.notices().forEach(listener::notice);
    tellOfResizing(source.picture(), listener);
    ImageRequest request =
        new ImageRequest(
                new ImageRequest.Start.FromPicture(source.picture(), job.mask()),
                new ModelRef(job.model().directory(), job.options()),
                job.settings(),
                job.device())
            .withTrace(trace);
    ImageResult result = engine.run(request, listener, cancellation);
    watch.endLap("refine");
    PictureWriter.write(result.picture(), target, job.writing(), metadata(source, result))
        .forEach(listener::notice);
    watch.endLap("write");
    return PictureReport.done(
        input.file().toString(), target.toString(), result, watch, listener.notices());
  }

  /** A mask that somebody made for one picture may have met another. */
  private void tellOfResizing(Picture picture, RefineListener listener) {
    if (job.mask() == null) {
      return;
    }
    Picture mask = job.mask().picture();
    if (mask.width() != picture.width() || mask.height() != picture.height()) {
      listener.notice(
          "The mask of %d×%d pixels was resized to the picture's %d×%d."
              .formatted(mask.width(), mask.height(), picture.width(), picture.height()));
    }
  }

  private PictureMetadata metadata(DecodedPicture source, ImageResult result) {
    return job.metadata()
        .of(
            source
                .metadata()
                .withText(PictureMetadata.PARAMETERS, SettingsText.of(result, 0, job.program())));
  }

  private @Nullable String stem(Inputs.Input input) {
    NameTemplate name = job.name();
    return name == null
        ? null
        : name.nameOf(
            new NameTemplate.Picture(
                String.valueOf(input.name().getFileName()),
                1,
                job.settings(),
                job.model().name(),
                LocalDate.now(ZoneId.systemDefault())));
  }

  private @Nullable Path traceFolder(Inputs.Input input, int count) {
    Path trace = job.trace();
    return trace == null || count == 1 ? trace : trace.resolve(input.name());
  }

  private @Nullable PreviewFiles previews(Inputs.Input input, int count) {
    Path folder = job.previews();
    if (folder == null) {
      return null;
    }
    String name = String.valueOf(input.name().getFileName());
    Path own = count == 1 ? folder : folder.resolve(input.name());
    return new PreviewFiles(own, name.replaceFirst("\\.[^.]+$", ""));
  }
}
