package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.ui.canvas.CompareView;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that outlives a window keeps it, its pictures or its model alive. */
class ClosedStudioTest {
  private static final int STUDIOS = 4;
  private static final int ATTEMPTS = 50;

  @TempDir Path folder;

  @Test
  void close_severalStudios_areCollected() throws Exception {
    List<WeakReference<CompareView>> closed = new ArrayList<>();
    for (int i = 0; i < STUDIOS; i++) {
      closed.add(openAndClose(folder.resolve("home" + i)));
    }

    // The toolkit may hold the last one, until another takes its place.
    assertThat(alive(closed)).isLessThanOrEqualTo(1);
  }

  private WeakReference<CompareView> openAndClose(Path home) throws Exception {
    OpenStudio studio = OpenStudio.in(home);
    try {
      studio.dropAndAwait(Samples.write(home.resolveSibling(home.getFileName() + ".png"), 64, 64));
      return new WeakReference<>(studio.compare());
    } finally {
      studio.close();
    }
  }

  private static long alive(List<WeakReference<CompareView>> views) throws InterruptedException {
    long alive = views.size();
    for (int i = 0; i < ATTEMPTS && alive > 1; i++) {
      System.gc();
      Thread.sleep(20);
      alive = views.stream().filter(view -> view.get() != null).count();
    }
    return alive;
  }
}
