package afterimage.cli;

import afterimage.catalog.PublishedModel;
import afterimage.catalog.download.FileDownload;
import afterimage.catalog.download.ModelSource;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code afterimage models available}. */
@Command(
    name = "available",
    mixinStandardHelpOptions = true,
    description = "Lists the models that 'models get' can download. Contacts nobody.")
final class ModelsAvailableCommand implements Callable<Integer> {
  private static final double GIGABYTE = 1e9;
  private static final double MEGABYTE = 1e6;

  private final CommandLineParts parts;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  ModelsAvailableCommand(CommandLineParts parts) {
    this.parts = parts;
  }

  /** A model as JSON has it; what is not known is null. */
  record Available(
      String name,
      String title,
      String purpose,
      String licence,
      String repository,
      String revision,
      String file,
      @Nullable Long bytes,
      @Nullable String sha256,
      @Nullable Path installed,
      long partlyDownloaded) {}

  @Override
  public Integer call() {
    Path folder = parts.models().downloads();
    var models =
        parts.source().published().models().stream().map(model -> of(model, folder)).toList();
    if (json) {
      parts.out().println(Json.line(models));
    } else {
      models.forEach(this::print);
    }
    return ExitCode.DONE;
  }

  private static Available of(PublishedModel model, Path folder) {
    Path place = ModelSource.place(model, folder);
    return new Available(
        model.id(),
        model.name(),
        model.purpose(),
        model.terms().title(),
        model.repository(),
        model.revisionOrMain(),
        model.file(),
        model.bytes(),
        model.sha256(),
        ModelSource.isIn(folder, model) ? place : null,
        FileDownload.kept(place));
  }

  private void print(Available model) {
    parts.out().println(model.name + "  " + model.title + state(model));
    parts.out().println("  " + model.purpose);
    parts.out().println("  " + size(model.bytes) + ", " + model.repository);
    parts.out().println("  licence: " + model.licence);
  }

  private static String state(Available model) {
    if (model.installed != null) {
      return "  (downloaded)";
    }
    return model.partlyDownloaded > 0
        ? "  (%s downloaded)".formatted(size(model.partlyDownloaded))
        : "";
  }

  static String size(@Nullable Long bytes) {
    if (bytes == null) {
      return "size unknown";
    }
    return bytes < GIGABYTE
        ? String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE)
        : String.format(Locale.ROOT, "%.2f GB", bytes / GIGABYTE);
  }
}
