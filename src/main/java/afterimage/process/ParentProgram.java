package afterimage.process;

import java.io.IOException;
import java.io.InputStream;

/** The program that started this process, seen from this one; see {@link ChildProgram}. */
public final class ParentProgram {
  private ParentProgram() {}

  /**
   * Ends this process at once when its program ends, however that ends.
   *
   * @param in the other end of which the program holds, and on which it writes no more
   */
  public static void endWith(InputStream in) {
    Thread.ofPlatform()
        .daemon()
        .name("program-gone")
        .start(
            () -> {
              try {
                while (in.read() >= 0) {
                  // Nobody writes.
                }
              } catch (IOException e) {
                // Gone as well.
              }
              Runtime.getRuntime().halt(1);
            });
  }
}
