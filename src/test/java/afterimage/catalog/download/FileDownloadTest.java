package afterimage.catalog.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.catalog.download.ModelServer.Content;
import afterimage.catalog.download.ModelServer.Fault;
import afterimage.engine.Cancellation;
import afterimage.engine.CancelledException;
import afterimage.engine.EngineException;
import afterimage.file.FileClaim;
import afterimage.web.Reach;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real requests to servers of this machine, which do all that servers do. */
class FileDownloadTest {
  /** Impatient: nothing of what is tried here gets better by waiting. */
  static final RetryPolicy IMPATIENT =
      new RetryPolicy(
          3,
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          Duration.ofMillis(700));

  private static final int BYTES = 1_000_003;

  @TempDir private Path folder;
  private final byte[] bytes = new byte[BYTES];
  private Path target = Path.of("");
  private ModelServer server;
  private Content content;

  @BeforeEach
  void serve() throws IOException {
    new Random(1).nextBytes(bytes);
    content = Content.of(bytes);
    server = new ModelServer(content);
    target = folder.resolve("models/model.safetensors");
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void run_goodServer_putsTheFileInItsPlaceAndNothingElse() throws Exception {
    List<DownloadProgress> told = new ArrayList<>();

    Path file = download(known()).run(told::add, new Cancellation());

    assertThat(file).isEqualTo(target).hasBinaryContent(bytes);
    assertOnly(target);
    assertThat(told).allSatisfy(p -> assertThat(p.total()).isEqualTo(BYTES));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "CUT", "CUT_AT_ONCE", "CUT_IN_HEADERS", "SILENT", "SHORTER_THAN_TOLD", "EMPTY", "NO_RANGES",
        "OTHER_RANGE", "OTHER_MARK", "NO_MARK", "CHUNKED", "CHUNKED_AND_CUT", "GARBAGE", "S416",
        "S429", "S500", "S503"
      })
  void run_passingFault_isTriedAgainAndKeepsWhatCame(Fault fault) throws Exception {
    List<Long> kept = new ArrayList<>();
    server.onRequest(() -> kept.add(FileDownload.kept(target)));
    server.then(Fault.CUT, fault);

    run(known());

    assertThat(target).hasBinaryContent(bytes);
    assertThat(kept).isSorted();
    assertThat(kept.get(1)).isGreaterThan(BYTES / 4);
    assertOnly(target);
  }

  @ParameterizedTest
  @CsvSource({
    "S401, refused access (HTTP 401), HF_TOKEN",
    "S403, refused access (HTTP 403), HF_TOKEN",
    "S404, has no file, withdrawn",
    "PAGE, web page, sign in",
  })
  void run_lastingFault_saysWhatToDoAndKeepsWhatCame(Fault fault, String what, String remedy)
      throws Exception {
    server.then(Fault.CUT, fault);

    assertThatThrownBy(() -> run(known()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(remedy);
    assertThat(target).doesNotExist();
    long kept = FileDownload.kept(target);
    assertThat(kept).isGreaterThan(BYTES / 4);

    run(known());
    assertThat(target).hasBinaryContent(bytes);
    assertThat(server.askedOfStore().getLast().from()).isEqualTo(kept);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CUT_AT_ONCE", "EMPTY", "S500", "S429", "GARBAGE", "SILENT"})
  void run_faultThatDoesNotPass_givesUpAndSaysSo(Fault fault) {
    server.faultsAt(0);
    server.always(() -> fault);

    assertThatThrownBy(() -> run(known()))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("what was received is kept");
    // Java's client asks once more by itself where a connection ends without a word.
    assertThat(server.askedOfStore())
        .hasSizeBetween(IMPATIENT.attempts(), 2 * IMPATIENT.attempts());
    assertThat(target).doesNotExist();
  }

  @Test
  void run_lengthIsALie_fetchesNothing() throws Exception {
    server.then(Fault.LONGER_THAN_TOLD);

    assertThatThrownBy(() -> run(known())).hasMessageContaining("different size");
    assertThat(FileDownload.kept(target)).isZero();
    run(known());
    assertThat(target).hasBinaryContent(bytes);
  }

  @Test
  void run_nobodyListens_saysSo() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    RemoteFile nowhere =
        new RemoteFile(URI.create("http://127.0.0.1:" + free + "/a"), Map.of(), null, null);

    assertThatThrownBy(() -> run(nowhere)).hasMessageContaining("cannot be reached");
    assertThat(folder.resolve("models")).isEmptyDirectory();
  }

  @Test
  void run_wrongBytesInOneAnswer_areThrownAwayAndTold() {
    server.then(Fault.WRONG_BYTES);

    assertThatThrownBy(() -> run(known())).hasMessageContaining("not the published file");
    assertThat(target).doesNotExist();
    assertThat(FileDownload.kept(target)).isZero();
  }

  @Test
  void run_wrongBytesInOneOfSeveralAnswers_areFetchedAnewOnce() throws Exception {
    server.then(Fault.CUT, Fault.WRONG_BYTES);

    run(known());

    assertThat(target).hasBinaryContent(bytes);
    assertThat(server.askedOfStore()).hasSize(3);
  }

  @Test
  void run_digestUnknownToUs_isComparedWithTheServersOwn() throws Exception {
    server.then(Fault.WRONG_BYTES);

    assertThatThrownBy(() -> run(unknown())).hasMessageContaining("not the published file");
    run(unknown());
    assertThat(target).hasBinaryContent(bytes);
  }

  @Test
  void run_serverTellsAnotherDigest_fetchesNothing() {
    RemoteFile other = new RemoteFile(server.file(), Map.of(), (long) BYTES, "0".repeat(64));

    assertThatThrownBy(() -> run(other)).hasMessageContaining("different file");
    assertThat(FileDownload.kept(target)).isZero();
  }

  @Test
  void run_serverTellsAnotherSize_fetchesNothing() {
    RemoteFile other = new RemoteFile(server.file(), Map.of(), BYTES + 1L, content.sha256());

    assertThatThrownBy(() -> run(other)).hasMessageContaining("different size");
    assertThat(FileDownload.kept(target)).isZero();
  }

  @Test
  void run_changedFileOfUnknownDigest_mixesNothing() throws Exception {
    server.tellsNothing();
    server.then(Fault.CUT, Fault.S404);
    assertThatThrownBy(() -> run(unknown())).hasMessageContaining("HTTP 404");
    byte[] changed = bytes.clone();
    changed[100_000] ^= 1;
    byte[] first = Files.readAllBytes(PartialFile.of(target));
    try (ModelServer later = new ModelServer(Content.of(changed))) {
      later.tellsNothing();
      later.mark("\"version-2\"");

      run(new RemoteFile(later.file(), Map.of(), null, null));
    }
    assertThat(first.length).isGreaterThan(100_000);
    assertThat(target).hasBinaryContent(changed);
  }

  @Test
  void run_markRefusedButDigestKnown_goesOnWhereItWas() throws Exception {
    server.then(Fault.CUT, Fault.S404);
    assertThatThrownBy(() -> run(known())).hasMessageContaining("HTTP 404");
    long kept = FileDownload.kept(target);
    server.mark("\"version-2\"");

    run(known());

    assertThat(target).hasBinaryContent(bytes);
    assertThat(server.askedOfStore().getLast().from()).isEqualTo(kept);
    assertThat(server.askedOfStore().getLast().headers()).doesNotContainKey("if-range");
  }

  @Test
  void run_serverThatMarksNothing_goesOnByTheDigest() throws Exception {
    server.mark("");
    server.then(Fault.CUT);

    run(known());

    assertThat(target).hasBinaryContent(bytes);
    assertThat(server.askedOfStore().getLast().from()).isGreaterThan(BYTES / 4);
  }

  @Test
  void run_partThatNobodyKnows_keepsWhatItHasInCommon() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.write(PartialFile.of(target), java.util.Arrays.copyOf(bytes, 300_000));

    run(known());

    assertThat(target).hasBinaryContent(bytes);
  }

  @Test
  void run_partThatIsLongerThanTheFile_isNotTheFile() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.write(PartialFile.of(target), new byte[BYTES + 5]);

    run(known());

    assertThat(target).hasBinaryContent(bytes);
  }

  @Test
  void run_damagedPart_isFoundOutAndFetchedAnew() throws Exception {
    server.then(Fault.CUT, Fault.S404);
    assertThatThrownBy(() -> run(known())).hasMessageContaining("HTTP 404");
    byte[] part = Files.readAllBytes(PartialFile.of(target));
    part[7] ^= 1;
    Files.write(PartialFile.of(target), part);

    run(known());

    assertThat(target).hasBinaryContent(bytes);
  }

  @Test
  void run_allThereButNotMoved_asksNobody() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.write(PartialFile.of(target), bytes);

    run(known());

    assertThat(target).hasBinaryContent(bytes);
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void run_fileIsThere_asksNobody() throws Exception {
    run(known());
    int asked = server.asked().size();

    run(known());

    assertThat(server.asked()).hasSize(asked);
  }

  @Test
  void run_anotherFileInItsPlace_staysThere() throws Exception {
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(target, "mine");

    assertThatThrownBy(() -> run(known())).hasMessageContaining("already another file");
    assertThat(target).hasContent("mine");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void run_somebodyElseFetchesIt_saysSo() throws Exception {
    try (FileClaim _ = FileClaim.claim(PartialFile.of(target))) {
      assertThatThrownBy(() -> run(known())).hasMessageContaining("another window or program");
    }
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void run_inspectionRefuses_installsNothing() {
    FileDownload download =
        new FileDownload(
            known(),
            target,
            _ -> {
              throw new EngineException("It is no model.", "Take another.");
            },
            IMPATIENT);

    assertThatThrownBy(() -> download.run(_ -> {}, new Cancellation()))
        .hasMessageContaining("no model");
    assertThat(target).doesNotExist();
    assertThat(FileDownload.kept(target)).isZero();
  }

  @Test
  void run_stopped_keepsWhatCameAndGoesOnLater() throws Exception {
    server.slow(20);
    Cancellation cancellation = new Cancellation();

    assertThatThrownBy(
            () ->
                download(known())
                    .run(
                        progress -> {
                          if (progress.done() > 0) {
                            cancellation.cancel();
                          }
                        },
                        cancellation))
        .isInstanceOf(CancelledException.class);
    long kept = FileDownload.kept(target);
    assertThat(kept).isPositive();
    server.slow(0);
    run(known());

    assertThat(target).hasBinaryContent(bytes);
    assertThat(server.askedOfStore().getLast().from()).isEqualTo(kept);
  }

  @Test
  void discard_afterAStop_leavesNothing() throws Exception {
    server.then(Fault.CUT, Fault.S404);
    assertThatThrownBy(() -> run(known())).hasMessageContaining("HTTP 404");

    FileDownload.discard(target);

    assertThat(folder.resolve("models")).isEmptyDirectory();
  }

  @Test
  void run_fileLargerThanTheDisk_saysHowMuchIsMissing() throws Exception {
    server.close();
    server = new ModelServer(Content.zeros(1L << 50));
    RemoteFile huge = new RemoteFile(server.stored(), Map.of(), 1L << 50, null);

    assertThatThrownBy(() -> run(huge)).hasMessageContaining("MB are free");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void run_serverAsksToWaitLong_saysHowLong() throws Exception {
    try (ServerSocket busy = answering("HTTP/1.1 429 No\r\nRetry-After: 3600\r\n")) {
      URI address = URI.create("http://127.0.0.1:" + busy.getLocalPort() + "/a");

      assertThatThrownBy(() -> run(new RemoteFile(address, Map.of(), null, null)))
          .hasMessageContaining("60 minutes");
    }
  }

  /** Its clock is a year off: what counts is the difference. */
  @Test
  void run_serverTellsATimeOnAClockThatIsOff_waitsTheDifference() throws Exception {
    String date = "Date: Fri, 01 Jan 2021 00:00:00 GMT\r\n";
    String later = "Retry-After: Fri, 01 Jan 2021 00:30:00 GMT\r\n";
    try (ServerSocket busy = answering("HTTP/1.1 503 No\r\n" + date + later)) {
      URI address = URI.create("http://127.0.0.1:" + busy.getLocalPort() + "/a");

      assertThatThrownBy(() -> run(new RemoteFile(address, Map.of(), null, null)))
          .hasMessageContaining("30 minutes");
    }
  }

  @Test
  void run_redirectFromTheWorldToThisComputer_isRefused() {
    FileDownload fromTheWorld =
        new FileDownload(
            new RemoteFile(
                URI.create(server.endpoint().replace("127.0.0.1", "localhost") + "/a"),
                Map.of(),
                null,
                null),
            target,
            _ -> {},
            IMPATIENT,
            host -> host.equals("localhost") ? Reach.WORLD : Reach.of(host));

    assertThatThrownBy(() -> fromTheWorld.run(_ -> {}, new Cancellation()))
        .hasMessageContaining("redirects to 127.0.0.1");
    assertThat(server.askedOfStore()).isEmpty();
  }

  @Test
  void run_secret_goesToTheServerThatIsAskedAndNoFurther() throws Exception {
    RemoteFile secret =
        new RemoteFile(server.file(), Map.of("Authorization", "Bearer s3cret"), (long) BYTES, null);
    server.then(Fault.CUT);

    run(secret);

    assertThat(server.asked())
        .anySatisfy(a -> assertThat(a.headers().get("authorization")).isEqualTo("Bearer s3cret"));
    assertThat(server.askedOfStore())
        .hasSize(2)
        .allSatisfy(a -> assertThat(a.headers()).doesNotContainKey("authorization"));
  }

  private static ServerSocket answering(String head) throws IOException {
    ServerSocket socket = new ServerSocket(0, 10, java.net.InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!socket.isClosed()) {
                try (var client = socket.accept()) {
                  client.getInputStream().read(new byte[1000]);
                  client
                      .getOutputStream()
                      .write(
                          (head + "Content-Length: 0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  return;
                }
              }
            });
    return socket;
  }

  private RemoteFile known() {
    return new RemoteFile(server.file(), Map.of(), (long) BYTES, content.sha256());
  }

  private RemoteFile unknown() {
    return new RemoteFile(server.file(), Map.of(), null, null);
  }

  private FileDownload download(RemoteFile remote) {
    return new FileDownload(remote, target, _ -> {}, IMPATIENT);
  }

  private @Nullable Path run(RemoteFile remote) throws Exception {
    return download(remote).run(_ -> {}, new Cancellation());
  }

  private static void assertOnly(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }
}
