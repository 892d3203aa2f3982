package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: a lock is the process's, so one process cannot test it. */
class SingleInstanceTest {
  @TempDir Path temporary;
  private final List<Process> started = new ArrayList<>();

  /** The process under test: claims, says how that went, then prints what it is handed. */
  public static final class Claimant {
    private Claimant() {}

    public static void main(String[] args) throws InterruptedException {
      List<Path> files = Stream.of(args).skip(1).map(Path::of).toList();
      SingleInstance.Claim claim = SingleInstance.claim(Path.of(args[0]), files);
      if (claim.handedOver() || claim.instance().isEmpty()) {
        System.out.println(claim.handedOver() ? "handed over" : "alone");
        return;
      }
      claim.instance().get().listen(paths -> System.out.println("open " + paths));
      System.out.println("first");
      Thread.sleep(120_000);
    }
  }

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void claim_whileOneIsOpen_handsFilesOver() throws Exception {
    Path folder = temporary.resolve("state");
    try (BufferedReader first = start(folder).inputReader();
        BufferedReader second = start(first, "first", folder, "a b.png", "ü.jpg").inputReader()) {
      assertThat(second.readLine()).isEqualTo("handed over");
      assertThat(first.readLine())
          .isEqualTo(
              "open "
                  + List.of(
                      Path.of("a b.png").toAbsolutePath(), Path.of("ü.jpg").toAbsolutePath()));
    }
  }

  @Test
  void claim_withoutFiles_asksForTheWindow() throws Exception {
    Path folder = temporary.resolve("state");
    try (BufferedReader first = start(folder).inputReader();
        BufferedReader second = start(first, "first", folder).inputReader()) {
      assertThat(second.readLine()).isEqualTo("handed over");
      assertThat(first.readLine()).isEqualTo("open []");
    }
  }

  @Test
  void claim_afterACrash_isTheFirstAgain() throws Exception {
    Path folder = temporary.resolve("state");
    Process crashed = start(folder);
    try (BufferedReader lines = crashed.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("first");
      crashed.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve("studio.sock")).exists();

    try (BufferedReader next = start(folder).inputReader();
        BufferedReader later = start(next, "first", folder, "x.png").inputReader()) {
      assertThat(later.readLine()).isEqualTo("handed over");
    }
  }

  @Test
  void listener_hostileInput_isDroppedAndOthersAreHeard() throws Exception {
    Path folder = temporary.resolve("state");
    try (BufferedReader first = start(folder).inputReader()) {
      assertThat(first.readLine()).isEqualTo("first");
      UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("studio.sock"));
      try (SocketChannel silent = SocketChannel.open(address)) {
        assertThat(silent.isConnected()).isTrue();
        assertThat(answer(address, "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
            .isEqualTo(-1);
        assertThat(answer(address, message(-1))).isEqualTo(-1);
        assertThat(answer(address, message(Integer.MAX_VALUE))).isEqualTo(-1);
        assertThat(answer(address, message(1, new byte[] {(byte) 0xff, (byte) 0xfe})))
            .isEqualTo(-1);
        assertThat(answer(address, message(1, "relative.png".getBytes(StandardCharsets.UTF_8))))
            .isEqualTo(-1);
        assertThat(answer(address, message(1, "/nul\0.png".getBytes(StandardCharsets.UTF_8))))
            .isEqualTo(-1);
        byte[] tooLong = new byte[OpenMessage.MAX_PATH + 1];
        assertThat(answer(address, message(1, tooLong))).isEqualTo(-1);
      }
      try (BufferedReader later = start(folder, "/good.png").inputReader()) {
        assertThat(later.readLine()).isEqualTo("handed over");
        assertThat(first.readLine()).isEqualTo("open [/good.png]");
      }
    }
  }

  @Test
  void claim_folderThatCannotBe_opensAlone() throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "");

    try (BufferedReader lines = start(file.resolve("state")).inputReader()) {
      assertThat(lines.readLine()).isEqualTo("alone");
    }
  }

  @Test
  void claim_socketPathTooLong_opensAlone() throws Exception {
    try (BufferedReader lines = start(temporary.resolve("x".repeat(150))).inputReader()) {
      assertThat(lines.readLine()).isEqualTo("alone");
    }
  }

  @Test
  void claim_folder_isClosedToOtherUsers() throws Exception {
    Path folder = temporary.resolve("state");
    try (BufferedReader lines = start(folder).inputReader()) {
      assertThat(lines.readLine()).isEqualTo("first");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  private static byte[] message(int count, byte[]... paths) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    buffer.put("AFIM".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(count);
    for (byte[] path : paths) {
      buffer.putInt(path.length).put(path);
    }
    byte[] bytes = new byte[buffer.flip().remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** The answering byte, or -1 if the connection is closed without one. */
  private static int answer(UnixDomainSocketAddress address, byte[] message) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address)) {
      try {
        ByteBuffer out = ByteBuffer.wrap(message);
        while (out.hasRemaining()) {
          channel.write(out);
        }
        channel.shutdownOutput();
        ByteBuffer in = ByteBuffer.allocate(1);
        return channel.read(in) < 1 ? -1 : in.get(0);
      } catch (IOException e) {
        // Closed by the other side while this one was still talking.
        return -1;
      }
    }
  }

  private Process start(BufferedReader before, String line, Path folder, String... files)
      throws IOException {
    assertThat(before.readLine()).isEqualTo(line);
    return start(folder, files);
  }

  private Process start(Path folder, String... files) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dsun.jnu.encoding=UTF-8", "-Dstdout.encoding=UTF-8"));
    command.addAll(List.of("-cp", classPath(), Claimant.class.getName(), folder.toString()));
    command.addAll(List.of(files));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        + File.pathSeparator;
  }
}
