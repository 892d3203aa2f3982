package afterimage.catalog.download;

import afterimage.engine.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program that fetches a file, to be killed. */
final class DownloadingProgram {
  private DownloadingProgram() {}

  /** Address, target, size and digest. */
  public static void main(String[] arguments) throws Exception {
    long begun = System.nanoTime();
    AtomicBoolean told = new AtomicBoolean();
    RemoteFile remote =
        new RemoteFile(
            URI.create(arguments[0]), Map.of(), Long.valueOf(arguments[2]), arguments[3]);
    new FileDownload(remote, Path.of(arguments[1]), _ -> {}, RetryPolicy.USUAL)
        .run(
            progress -> {
              if (progress.phase() == DownloadProgress.Phase.RECEIVING
                  && told.compareAndSet(false, true)) {
                System.out.println("receiving");
                System.out.flush();
              }
            },
            new Cancellation());
    System.out.printf("%.1f s, %s%n", (System.nanoTime() - begun) / 1e9, mostMemory());
  }

  private static String mostMemory() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("")
        : "";
  }
}
