package afterimage.ui.session;

import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;

/** Looks whether the pictures' files are there, as drives come and go. For the FX thread. */
public final class SourcePresence {
  private final Session session;
  private final Executor background;
  private final Consumer<Source> back;
  // A drive that does not answer holds a thread up: one is enough for each picture.
  private final Set<Source> asked = new HashSet<>();

  /**
   * @param background where the disk is asked, which may take long
   * @param back told of pictures that were away, on the FX thread
   */
  public SourcePresence(Session session, Executor background, Consumer<Source> back) {
    this.session = session;
    this.background = background;
    this.back = back;
  }

  /** Looks at all of them. */
  public void look() {
    look(List.copyOf(session.sources()));
  }

  /** Looks whether those that were away are back. */
  public void lookForMissing() {
    look(session.sources().stream().filter(source -> source.missingProperty().get()).toList());
  }

  /** Looks at some. */
  public void look(List<Source> sources) {
    for (Source source : sources) {
      if (!source.awaitedProperty().get() && asked.add(source)) {
        background.execute(
            () -> {
              boolean there = Files.isRegularFile(source.file());
              Platform.runLater(() -> found(source, there));
            });
      }
    }
  }

  private void found(Source source, boolean there) {
    asked.remove(source);
    boolean was = source.missingProperty().get();
    source.missingProperty().set(!there && !source.awaitedProperty().get());
    if (was && there) {
      back.accept(source);
    }
  }
}
