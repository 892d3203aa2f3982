package afterimage.app;

import afterimage.process.InstalledLocale;
import afterimage.process.NativeEnvironment;
import afterimage.process.ProgramImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts the program afresh, in this process's place, where Java has decided at its own start what
 * does not suit and cannot be changed any more: the charset of file names and arguments, which in
 * the plain C locale of cron jobs and containers loses every letter that is not ASCII; and the
 * folder of temporary files, which the libraries beneath us fill and do not clear when they are
 * killed. Linux only; elsewhere names are always Unicode. However the program was started: by its
 * launcher, which mostly spares it, by a package, by Maven, by hand.
 */
final class Restart {
  /** A system property of a program that was started afresh, so that it happens once. */
  private static final String DONE = "afterimage.restarted";

  private static final System.Logger LOG = System.getLogger(Restart.class.getName());

  private Restart() {}

  /** The locale whose charset names need, if it is not the one in use. */
  static Optional<String> localeNeeded() {
    if (!isPossible() || !isLosingNames()) {
      return Optional.empty();
    }
    try {
      return InstalledLocale.firstOf(unicodeLocales(System.getenv()::get));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "no locale can be asked for", e);
      return Optional.empty();
    }
  }

  /**
   * Starts afresh. Returns only where that cannot be done: then all goes on as Java decided.
   *
   * @param locale to use from now on, or null for the present one
   * @param temporary the folder of temporary files to use, which is there
   */
  static void with(@Nullable String locale, Path temporary) {
    if (!isPossible()) {
      return;
    }
    try {
      List<byte[]> arguments = new ArrayList<>(ProgramImage.commandLine());
      int main = indexOf(arguments, Main.class.getName());
      if (main < 0) {
        return; // In a file of arguments, or a jar's manifest: nowhere to put options.
      }
      List<String> options = new ArrayList<>();
      options.add("-D" + DONE + "=true");
      options.add("-Djava.io.tmpdir=" + temporary);
      if (locale != null) {
        NativeEnvironment.set("LC_ALL", locale);
        // What the studio speaks is not to change with the charset.
        for (String property : List.of("user.language", "user.country")) {
          options.add("-D" + property + "=" + System.getProperty(property, ""));
        }
      }
      arguments.addAll(
          main, options.stream().map(option -> option.getBytes(Charset.defaultCharset())).toList());
      ProgramImage.replace(arguments);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "not started afresh", e);
    }
  }

  /** Whether there may be a fresh start, and this is not it. */
  static boolean isPossible() {
    return System.getProperty("os.name", "").equals("Linux")
        && !Boolean.getBoolean(DONE)
        // A debugger's port, say, cannot be opened twice.
        && Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
            .noneMatch(name -> System.getenv().getOrDefault(name, "").contains("-agent"));
  }

  /**
   * Whether Java's charset of names cannot hold what there is. ASCII cannot. Another one than UTF-8
   * is what the user wants, unless the arguments are UTF-8 all the same.
   */
  private static boolean isLosingNames() {
    Charset names = namesCharset();
    if (names.equals(StandardCharsets.UTF_8)) {
      return false;
    }
    return names.equals(StandardCharsets.US_ASCII) || hasUnicodeArguments();
  }

  private static Charset namesCharset() {
    try {
      return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    } catch (IllegalArgumentException e) {
      return StandardCharsets.US_ASCII;
    }
  }

  private static boolean hasUnicodeArguments() {
    try {
      return ProgramImage.commandLine().stream().anyMatch(Restart::isUnicode);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isUnicode(byte[] argument) {
    boolean ascii = true;
    for (byte next : argument) {
      ascii &= next >= 0;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(argument));
      return !ascii;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** The user's own language first. */
  static List<String> unicodeLocales(UnaryOperator<@Nullable String> variables) {
    List<String> locales = new ArrayList<>();
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String value = variables.apply(variable);
      if (value != null && !value.isEmpty()) {
        String language = value.replaceFirst("[.@].*", "");
        if (language.matches("[a-z]{2,3}_[A-Z]{2}")) {
          locales.add(language + ".UTF-8");
        }
        break; // The first that is set counts.
      }
    }
    locales.addAll(List.of("C.UTF-8", "en_US.UTF-8"));
    return locales;
  }

  private static int indexOf(List<byte[]> arguments, String wanted) {
    for (int i = 1; i < arguments.size(); i++) {
      String argument = new String(arguments.get(i), StandardCharsets.UTF_8);
      if (argument.startsWith("-agent") || argument.startsWith("-javaagent")) {
        return -1;
      }
      if (argument.equals(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
