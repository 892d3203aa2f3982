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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code afterimage refine IN… -o OUT}. */
@Command(name = "refine", mixinStandardHelpOptions = true, description = "Refines pictures.")
final class RefineCommand extends ImageCommand {

  @Parameters(paramLabel = "IN", arity = "1..*", description = "Pictures, or folders of pictures.")
  private List<Path> inputs = List.of();

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--recursive", description = "Include subfolders.")
  private boolean recursive;

  @Mixin CommandSpec ofSources = options().writing.ofSources();

  RefineCommand(CommandLineParts parts) {
    super(parts);
    ofSources
        .usageMessage()
        .footer(
            "",
            "Several pictures, or the pictures of a folder, are written to the folder given with -o.",
            "Reads %s; writes %s."
                .formatted(PictureFormat.readableNames(), PictureFormat.writableNames()));
  }

  @Override
  OutputPlan plan() {
    boolean several = inputs.size() > 1 || Files.isDirectory(inputs.getFirst());
    return OutputPlan.of(options().output, several, options().writing);
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
    Inputs named = Inputs.of(inputs, recursive, options().output.path());
    named.notices().forEach(session.messages()::notice);
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
                          Path target = plan.target(input, used, model.name());
                          DecodedPicture source = PictureReader.read(input.file());
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
        named.failures());
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
