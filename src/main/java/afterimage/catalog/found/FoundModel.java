package afterimage.catalog.found;

import afterimage.catalog.ModelFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model that is on this computer already.
 *
 * @param path its file, or its folder in diffusers' layout
 * @param program that keeps it
 * @param kind its family, for people
 * @param bytes of its files
 * @param runs whether it is a whole model
 * @param published the id of the published model that it is by name and size, or null
 */
public record FoundModel(
    Path path, Program program, String kind, long bytes, boolean runs, @Nullable String published) {
  private static final String REPOSITORY = "models--";

  /** What people call it: its file's name, or its repository where its folder is a commit. */
  public String name() {
    if (program == Program.HUGGING_FACE && !isFile()) {
      for (Path at = path; at != null; at = at.getParent()) {
        String folder = String.valueOf(at.getFileName());
        if (folder.startsWith(REPOSITORY)) {
          return folder.substring(folder.lastIndexOf("--") + 2);
        }
      }
    }
    return ModelFile.nameOf(path);
  }

  private boolean isFile() {
    return !ModelFile.nameOf(path).equals(String.valueOf(path.getFileName()));
  }
}
