package afterimage.app;

/** The program: the studio without arguments, a command with them. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // Pictures are decoded by Java2D's classes, which must not look for a display.
    System.setProperty("java.awt.headless", "true");
    System.exit(CommandLineLauncher.run(args));
  }
}
