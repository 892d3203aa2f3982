package afterimage.cli;

import afterimage.engine.ImageRequest;
import afterimage.engine.Mask;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes tasks of pictures to refine.
 *
 * @param session has the model
 * @param options of the run
 * @param plan says where results go
 * @param settings of all of them
 * @param mask of all of them, or null
 * @param keptMap a folder for maps of what floors took back, or null
 */
record RefineTasks(
    ImageCommand.Session session,
    RunOptions options,
    OutputPlan plan,
    RefineSettings settings,
    @Nullable Mask mask,
    @Nullable Path keptMap) {

  /** A picture, whose file is read no sooner than its target is known to be free. */
  interface Source {

    /** What it is called, which the standard input tells once it was read. */
    Inputs.Input input() throws PictureException;

    DecodedPicture picture() throws PictureException;
  }

  /** Of a file. */
  static Source file(Inputs.Input input) {
    return new Source() {
      @Override
      public Inputs.Input input() {
        return input;
      }

      @Override
      public DecodedPicture picture() throws PictureException {
        return PictureReader.read(input.file());
      }
    };
  }

  /** Of what was read. */
  record Read(Inputs.Input input, DecodedPicture picture) implements Source {}

  /** Of what comes from the standard input. */
  static Source stream(Inputs.Input input, StandardInput stream) {
    return new Source() {
      private StandardInput.@Nullable Named named;

      private StandardInput.Named named() throws PictureException {
        StandardInput.Named read = named;
        if (read == null) {
          read = stream.picture();
          named = read;
        }
        return read;
      }

      @Override
      public Inputs.Input input() throws PictureException {
        return new Inputs.Input(input.file(), Path.of(named().name()));
      }

      @Override
      public DecodedPicture picture() throws PictureException {
        return named().picture();
      }
    };
  }

  /**
   * A task.
   *
   * @param input what messages call it
   * @param alone whether it is the only one
   * @param target told where the result goes, before it is made
   */
  BatchRun.Task of(Inputs.Input input, Source source, boolean alone, Consumer<Path> target) {
    return new BatchRun.Task(
        input.file(),
        options.output.path(),
        PreviewFiles.of(folder(options.previews, input, alone), input.name()),
        listener -> {
          Path file = plan.target(source.input(), settings, session.model().name());
          target.accept(file);
          DecodedPicture picture = source.picture();
          picture.notices().forEach(listener::notice);
          tellOfResizing(picture.picture(), listener);
          ImageRequest request =
              new ImageRequest(
                      new ImageRequest.Start.FromPicture(picture.picture(), mask),
                      session.ref(),
                      settings,
                      session.device())
                  .withTrace(folder(options.trace, input, alone));
          return new BatchRun.Begun(request, List.of(file), picture.metadata(), keptMap);
        });
  }

  /** Where a picture's own files go: several have a folder each. */
  private static @Nullable Path folder(@Nullable Path all, Inputs.Input input, boolean alone) {
    return all == null || alone ? all : all.resolve(input.name());
  }

  /** A mask that somebody made for one picture may have met another. */
  private void tellOfResizing(Picture picture, RefineListener listener) {
    Picture made = mask == null ? picture : mask.picture();
    if (made.width() != picture.width() || made.height() != picture.height()) {
      listener.notice(
          "The mask of %d×%d pixels was resized to the picture's %d×%d."
              .formatted(made.width(), made.height(), picture.width(), picture.height()));
    }
  }
}
