package afterimage.app;

/** The program: the studio without arguments, a command with them. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.out.println("afterimage");
  }
}
