package afterimage.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The session and queue that version 0.1 left, put into a folder; see the README beside them. */
record SavedState(Path root) {
  private static final Path DATA = Path.of("src/test/resources/session-0.1");
  private static final Path BASE =
      Path.of(System.getProperty("afterimage.reference.models"), "tiny_base");
  private static final Path MINI =
      Path.of(System.getProperty("afterimage.models"), "afterimage-mini");

  /** Models that the queue needs beside the built-in one. */
  static final List<Path> MODELS = List.of(BASE);

  Path home() {
    return root.resolve("home");
  }

  Path folder() {
    return home().resolve("state/session");
  }

  Path drive() {
    return root.resolve("drive");
  }

  Path session() {
    return folder().resolve("session.json");
  }

  Path queue() {
    return folder().resolve("queue.jsonl");
  }

  /** Puts it there, saying that it always was there. */
  static SavedState in(Path root) throws IOException {
    SavedState state = new SavedState(root);
    return state.write(state.folder());
  }

  /** Puts it there, saying that it was elsewhere. */
  static SavedState movedFrom(Path elsewhere, Path root) throws IOException {
    return new SavedState(root).write(elsewhere);
  }

  private SavedState write(Path saidFolder) throws IOException {
    copy(DATA.resolve("state"), folder());
    copy(DATA.resolve("drive"), drive());
    for (String name : List.of("session.json", "queue.jsonl", "recent.json")) {
      Path file = folder().resolve(name);
      String text =
          Files.readString(file)
              .replace("@STATE-URI@", uri(saidFolder))
              .replace("@DRIVE-URI@", uri(drive()))
              .replace("@STATE@", json(saidFolder))
              .replace("@DRIVE@", json(drive()))
              .replace("@MINI-URI@", uri(MINI))
              .replace("@BASE-URI@", uri(BASE));
      Files.writeString(file, text);
    }
    return this;
  }

  /** Every picture that the program keeps, by its path in the folder. */
  List<String> pictures() throws IOException {
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder().relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.matches("(versions|generated|pasted)/[^.].*\\.png"))
          .filter(name -> !name.endsWith(".mask.png"))
          .sorted()
          .toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  private static String uri(Path path) {
    return path.toAbsolutePath().toUri().toString().replaceFirst("/$", "");
  }

  private static String json(Path path) {
    return path.toAbsolutePath().toString().replace("\\", "\\\\");
  }
}
