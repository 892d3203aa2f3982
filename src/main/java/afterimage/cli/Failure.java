package afterimage.cli;

import afterimage.engine.EngineException;
import afterimage.image.PictureException;
import org.jspecify.annotations.Nullable;

/**
 * Why a picture failed.
 *
 * @param what what happened, naming the file; one sentence
 * @param remedy what the user can do; one sentence
 * @param cause for debugging, or null
 */
record Failure(String what, String remedy, @Nullable Throwable cause) {

  static Failure of(PictureException e) {
    return new Failure(e.what(), e.remedy(), e);
  }

  static Failure of(EngineException e) {
    return new Failure(e.what(), e.remedy(), e);
  }
}
