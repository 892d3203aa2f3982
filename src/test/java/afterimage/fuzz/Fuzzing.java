package afterimage.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One kind of foreign input, run as a fuzz test. An input may end well or in one of the refusals
 * that its entry documents; anything else thrown, more than {@value #MAX_SECONDS} s or {@value
 * #MAX_MEGABYTES} MB allocated on its way is a finding.
 *
 * <p>Without the property {@value #FOLDER} a finding fails the test at once. With it, findings are
 * written to that folder, a file for each place where one arises, the fuzzer goes on, and the class
 * fails at its end.
 */
public final class Fuzzing implements BeforeAllCallback, AfterAllCallback {
  /** Where findings and figures go while inputs are mutated. */
  public static final String FOLDER = "afterimage.fuzz";

  private static final long MAX_SECONDS = 10;
  private static final long MAX_MEGABYTES = 4096;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String kind;
  private final @Nullable Path folder;
  private final FuzzFigures figures;
  private final FuzzFindings findings;
  private final FuzzWatch watch;

  private Fuzzing(String kind, @Nullable Path folder) {
    this.kind = kind;
    this.folder = folder;
    figures = new FuzzFigures(kind, folder);
    findings = new FuzzFindings(kind, folder);
    watch = new FuzzWatch(findings);
  }

  /** A kind of input, as the table of figures calls it. */
  public static Fuzzing of(String kind) {
    String folder = System.getProperty(FOLDER);
    return new Fuzzing(kind, folder == null ? null : Path.of(folder));
  }

  /** What is done with an input. */
  @FunctionalInterface
  public interface Work {
    /** Does it; failed assertions are findings as well. */
    void run() throws Exception;
  }

  /**
   * Runs an input.
   *
   * @param refusals the exceptions that the entry documents
   */
  @SafeVarargs
  public final void run(byte[] input, Work work, Class<? extends Exception>... refusals)
      throws IOException {
    Measured measured = measured(input, work);
    if (measured.isTooMuch()) {
      // Classes that are loaded, and changed by Jazzer, on the way count for nobody.
      measured = measured(input, work);
    }
    Throwable thrown = measured.thrown;
    for (Class<? extends Exception> refusal : refusals) {
      thrown = refusal.isInstance(thrown) ? null : thrown;
    }
    boolean late = measured.nanos > MAX_SECONDS * 1_000_000_000L;
    if (thrown == null && folder != null && measured.isTooMuch()) {
      thrown = new AssertionError(measured.toString());
    }
    figures.add(measured.nanos, measured.megabytes, thrown != null, late);
    if (thrown != null) {
      findings.add(input, thrown);
    }
  }

  /** What an input took, and what it ended in. */
  private record Measured(long nanos, long megabytes, @Nullable Throwable thrown) {
    boolean isTooMuch() {
      return nanos > MAX_SECONDS * 1_000_000_000L || megabytes > MAX_MEGABYTES;
    }
  }

  @SuppressWarnings("CatchingUnchecked") // that is what is looked for
  private Measured measured(byte[] input, Work work) {
    long bytes = THREADS.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    Throwable thrown = null;
    watch.begin(input);
    try {
      work.run();
    } catch (Exception | Error e) {
      thrown = e;
    } finally {
      watch.end();
    }
    return new Measured(
        System.nanoTime() - start, (THREADS.getTotalThreadAllocatedBytes() - bytes) >> 20, thrown);
  }

  /**
   * Writes an input to a file that is still there when native code has ended the process.
   *
   * @param temporary where, if nothing is to be kept
   */
  public Path kept(Path temporary, byte[] input) throws IOException {
    Path place = folder == null ? temporary : Files.createDirectories(folder.resolve("current"));
    return Files.write(place.resolve(kind), input);
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    figures.write(false);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    figures.write(true);
    assertThat(findings.files()).as("findings").isEmpty();
  }
}
