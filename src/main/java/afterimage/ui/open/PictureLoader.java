package afterimage.ui.open;

import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.DecodedPicture;
import afterimage.image.PictureException;
import afterimage.image.PictureReader;
import afterimage.ui.session.LoadedPicture;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Reads pictures for the window until it closes; what is being read then is given up. */
final class PictureLoader implements AutoCloseable {
  private final Set<Thread> reading = new HashSet<>();
  private boolean closed;

  /**
   * Reads a picture and makes it ready for the canvas. Slow.
   *
   * @param name what messages call it
   * @param notices gets what of the file was left out
   * @throws PictureException whatever is wrong with it
   * @throws CancellationException if the window closes
   */
  LoadedPicture load(Path file, String name, List<String> notices) throws PictureException {
    begin();
    try {
      DecodedPicture decoded = PictureReader.read(file, name);
      LoadedPicture loaded =
          Guard.call(() -> LoadedPicture.of(decoded.picture(), decoded.metadata()));
      notices.addAll(decoded.notices());
      return loaded;
    } catch (GuardException e) {
      throw PictureException.of(name, e);
    } finally {
      end();
    }
  }

  /** Ends what is being read, and all reading. */
  @Override
  public synchronized void close() {
    closed = true;
    reading.forEach(Thread::interrupt);
  }

  private synchronized void begin() {
    if (closed) {
      throw new CancellationException();
    }
    reading.add(Thread.currentThread());
  }

  private synchronized void end() {
    reading.remove(Thread.currentThread());
    if (closed) {
      // The interruption was for the reading alone: the thread may have to save the session next.
      Thread.interrupted();
    }
  }
}
