package afterimage.ui.desktop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The platform's file dialogs, which a machine without a screen does not have. */
public interface FileDialogs {

  /**
   * Asks for pictures to open.
   *
   * @param folder where to begin, or null
   */
  List<Path> choosePictures(@Nullable Path folder);

  /**
   * Asks for a folder of pictures.
   *
   * @param folder where to begin, or null
   */
  Optional<Path> chooseFolder(@Nullable Path folder);

  /**
   * Asks for a checkpoint's file.
   *
   * @param folder where to begin, or null
   */
  Optional<Path> chooseModel(@Nullable Path folder);

  /**
   * Asks where to save a picture, and whether to replace a file of that name.
   *
   * @param folder where to begin, or null
   * @param name the suggestion
   */
  Optional<Path> chooseTarget(@Nullable Path folder, String name);

  /** Asks for a JSON file to read. */
  Optional<Path> chooseJson();

  /**
   * Asks where to write a JSON file, and whether to replace one of that name.
   *
   * @param name the suggestion
   */
  Optional<Path> chooseJsonTarget(String name);

  /**
   * Asks where to write a table, and whether to replace one of that name.
   *
   * @param name the suggestion
   */
  Optional<Path> chooseTableTarget(String name);
}
