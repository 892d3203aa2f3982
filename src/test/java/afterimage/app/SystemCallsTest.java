package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the watchman sees. Lines as strace 6 writes them. */
class SystemCallsTest {
  private static final Path HOME = Path.of("/home/ann");
  private static final List<Path> OWN = List.of(HOME.resolve(".cache/afterimage"));

  @Test
  void contacts_everyKindOfThem_areFound() {
    for (String line :
        List.of(
            "1 connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.0.0.1\")}, 16) = 0",
            "1 connect(5, {sa_family=AF_INET6, sin6_port=htons(443)}, 28) = -1 ENETUNREACH (Network is unreachable)",
            "1 sendto(5, \"x\", 1, 0, {sa_family=AF_INET, sin_port=htons(53)}, 16) = 1",
            "1 connect(5, {sa_family=AF_UNIX, sun_path=\"/run/systemd/resolve/io.systemd.Resolve\"}, 42) = 0",
            "1 connect(5, {sa_family=AF_UNIX, sun_path=@\"/tmp/.X11-unix/X0\"}, 20) = 0",
            "1 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 5",
            "1 openat(AT_FDCWD, \"/etc/resolv.conf\", O_RDONLY|O_CLOEXEC) = 5",
            "1 openat(AT_FDCWD, \"/etc/hosts\", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file)")) {
      assertThat(SystemCalls.in(HOME, List.of(line)).contacts(OWN)).as(line).hasSize(1);
    }
  }

  @Test
  void contacts_whatIsNone_isPassedOver() {
    assertThat(
            SystemCalls.in(
                    HOME,
                    List.of(
                        "1 socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 5",
                        "1 connect(5, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = -1 ENOENT (No such file)",
                        "1 bind(5, {sa_family=AF_UNIX, sun_path=\"/home/ann/.cache/afterimage/s\"}, 110) = 0",
                        "1 sendto(5, \"x\", 1, 0, NULL, 0) = 1"))
                .contacts(OWN))
        .isEmpty();
  }

  @Test
  void changesOutside_everyKindOfThem_areFound() {
    for (String line :
        List.of(
            "1 mkdir(\"/home/ann/.cache/Microsoft\", 0700) = 0",
            "1 openat(AT_FDCWD, \"/tmp/mat-debug-1.log\", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 7",
            "1 openat(AT_FDCWD, \"notes\", O_RDWR) = 7",
            "1 rename(\"/home/ann/.cache/afterimage/a\", \"/home/ann/a\") = 0",
            "1 unlink(\"/home/ann/.cache/afterimage/../b\") = 0")) {
      assertThat(SystemCalls.in(HOME, List.of(line)).changesOutside(OWN)).as(line).hasSize(1);
    }
  }

  @Test
  void changesOutside_interruptedCall_isPutTogether() {
    List<String> lines =
        List.of(
            "7 mkdir(\"/home/ann/.x\", 0700 <unfinished ...>",
            "8 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY) = 3",
            "7 <... mkdir resumed>)             = 0");

    assertThat(SystemCalls.in(HOME, lines).changesOutside(OWN)).hasSize(1);
  }

  @Test
  void changesOutside_ownFilesReadsAndFailures_arePassedOver() {
    assertThat(
            SystemCalls.in(
                    HOME,
                    List.of(
                        "1 mkdir(\"/home/ann/.cache/afterimage/x\", 0700) = 0",
                        "1 openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 7",
                        "1 mkdir(\"/tmp\", 0700) = -1 EEXIST (File exists)",
                        "1 openat(AT_FDCWD, \"/dev/null\", O_WRONLY) = 3"))
                .changesOutside(OWN))
        .isEmpty();
  }
}
