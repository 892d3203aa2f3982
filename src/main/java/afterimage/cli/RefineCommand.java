package afterimage.cli;

import afterimage.engine.EngineException;
import afterimage.engine.ImageEngine;
import afterimage.engine.ImageRequest;
import afterimage.engine.Mask;
import afterimage.engine.ModelInfo;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.DecodedPicture;
import afterimage.image.Picture;
import afterimage.image.PictureException;
import afterimage.image.PictureFormat;
import afterimage.image.PictureReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage refine IN… -o OUT}. */
@Command(name = "refine", mixinStandardHelpOptions = true, description = "Refines pictures.")
final class RefineCommand extends ImageCommand {

  @Parameters(
      paramLabel = "IN",
      arity = "0..*",
      description = "Pictures, or folders of pictures; - for a picture from the standard input.")
  private List<Path> inputs = List.of();

  @Mixin private FileList list = new FileList();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--recursive", description = "Include subfolders.")
  private boolean recursive;

  @Mixin CommandSpec ofSources = options().writing.ofSources();

  private final StandardInput standardInput;

  RefineCommand(CommandLineParts parts) {
    super(parts);
    standardInput = new StandardInput(parts.bytesIn());
    ofSources
        .usageMessage()
        .footer(
            "",
            "Several pictures, or the pictures of a folder, are written to the folder given with -o.",
            "Reads %s; writes %s."
                .formatted(PictureFormat.readableNames(), PictureFormat.writableNames()));
  }

  @Override
  OutputPlan plan() throws PictureException {
    if (inputs.isEmpty() && !list.isGiven()) {
      throw new IllegalArgumentException("Missing required parameter: 'IN'");
    }
    if (inputs.stream().filter(Inputs::isStream).count() + (list.isStream() ? 1 : 0) > 1) {
      throw new IllegalArgumentException("the standard input can be read only once");
    }
    List<Path> all = named();
    boolean several = all.size() > 1 || all.stream().anyMatch(RefineCommand::isFolder);
    // Where results of a list go does not depend on how many names it happens to have.
    boolean folder = several || (list.isGiven() && !options().output.isStream());
    return OutputPlan.of(options().output, folder, options().writing);
  }

  private static boolean isFolder(Path named) {
    return !Inputs.isStream(named) && Files.isDirectory(named);
  }

  /** What the command line and the list name. */
  private List<Path> named() throws PictureException {
    return Stream.concat(inputs.stream(), list.content(standardInput).files().stream()).toList();
  }

  @Override
  ModelInfo model(ImageEngine engine) throws EngineException {
    return ModelChoice.choose(options().model, parts().models(), engine);
  }

  @Override
  Batch batch(Session session, OutputPlan plan) throws PictureException {
    ModelInfo model = session.model();
    RefineSettings used = usage(() -> settings.settings(model, session.messages()::notice));
    Mask mask = usage(settings::mask);
    tellWhatIsIgnored(session, used, settings.asksForAesthetics() && !model.aestheticScores());
    Inputs named = Inputs.of(named(), recursive, options().output.path());
    named.notices().forEach(session.messages()::notice);
    if (named.pictures().isEmpty() && named.failures().isEmpty()) {
      session.messages().notice("The list names no files.");
    }
    boolean alone = named.pictures().size() == 1;
    return new Batch(
        named.pictures().stream()
            .map(
                input ->
                    new BatchRun.Task(
                        input.file(),
                        options().output.path(),
                        PreviewFiles.of(folder(options().previews, input, alone), input.name()),
                        listener -> {
                          Source read = Source.of(input, standardInput);
                          Path target = plan.target(read.input, used, model.name());
                          DecodedPicture source = read.picture();
                          source.notices().forEach(listener::notice);
                          tellOfResizing(mask, source.picture(), listener);
                          ImageRequest request =
                              new ImageRequest(
                                      new ImageRequest.Start.FromPicture(source.picture(), mask),
                                      session.ref(),
                                      used,
                                      session.device())
                                  .withTrace(folder(options().trace, input, alone));
                          return new BatchRun.Begun(request, List.of(target), source.metadata());
                        }))
            .toList(),
        Stream.concat(list.content(standardInput).failures().stream(), named.failures().stream())
            .toList());
  }

  /**
   * A picture to refine, whose file is read no sooner than its target is known to be free.
   *
   * @param arrived what came from the standard input, or null for a file
   */
  private record Source(Inputs.Input input, @Nullable DecodedPicture arrived) {
    static Source of(Inputs.Input input, StandardInput stream) throws PictureException {
      if (!Inputs.isStream(input.file())) {
        return new Source(input, null);
      }
      StandardInput.Named named = stream.picture();
      return new Source(new Inputs.Input(input.file(), Path.of(named.name())), named.picture());
    }

    DecodedPicture picture() throws PictureException {
      return arrived == null ? PictureReader.read(input.file()) : arrived;
    }
  }

  /** Where a picture's own files go: several have a folder each. */
  private static @Nullable Path folder(@Nullable Path all, Inputs.Input input, boolean alone) {
    return all == null || alone ? all : all.resolve(input.name());
  }

  /** A mask that somebody made for one picture may have met another. */
  private static void tellOfResizing(
      @Nullable Mask mask, Picture picture, RefineListener listener) {
    Picture made = mask == null ? picture : mask.picture();
    if (made.width() != picture.width() || made.height() != picture.height()) {
      listener.notice(
          "The mask of %d×%d pixels was resized to the picture's %d×%d."
              .formatted(made.width(), made.height(), picture.width(), picture.height()));
    }
  }
}
