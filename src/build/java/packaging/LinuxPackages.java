package packaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * {@code .deb}, {@code .rpm} and {@code .tar.gz}. The first two are made from one tree of files, in
 * the places that the Filesystem Hierarchy Standard gives them: the package manager knows each of
 * them, so nothing has to be run to install or to remove them. jpackage's own packages put links
 * and menu entries by scripts, which fail where no desktop is.
 */
final class LinuxPackages {
  private final Build build;
  private final Path root;

  private LinuxPackages(Build build) {
    this.build = build;
    this.root = build.work().resolve("root");
  }

  static void make(Build build, Path image, Path bom, List<String> types)
      throws IOException, InterruptedException {
    LinuxPackages packages = new LinuxPackages(build);
    packages.layOut(image, bom);
    if (types.contains("deb")) {
      packages.deb();
    }
    if (types.contains("rpm")) {
      packages.rpm();
    }
    if (types.contains("app-image")) {
      packages.archive(image);
    }
  }

  private void layOut(Path image, Path bom) throws IOException {
    FileTree.copy(image, root.resolve("usr/lib/afterimage"));
    Path command = Files.createDirectories(root.resolve("usr/bin")).resolve("afterimage");
    Files.createSymbolicLink(command, Path.of("../lib/afterimage/bin/afterimage"));
    put("io.github.afterimage.desktop", "usr/share/applications/io.github.afterimage.desktop");
    put(
        "io.github.afterimage.metainfo.xml",
        "usr/share/metainfo/io.github.afterimage.metainfo.xml");
    Path icons = root.resolve("usr/share/icons/hicolor");
    for (Path icon : FileTree.list(build.resources().resolve("icons"), "*.png")) {
      String size = icon.getFileName().toString().replace(".png", "");
      place(
          Files.readAllBytes(icon),
          icons.resolve(size + "x" + size + "/apps/io.github.afterimage.png"));
    }
    place(
        Files.readAllBytes(build.project().resolve("assets/icon/afterimage.svg")),
        icons.resolve("scalable/apps/io.github.afterimage.svg"));
    place(zipped(filled("afterimage.1")), root.resolve("usr/share/man/man1/afterimage.1.gz"));
    Path doc = root.resolve("usr/share/doc").resolve(build.name());
    place(bytes(filled("copyright")), doc.resolve("copyright"));
    place(zipped(filled("changelog")), doc.resolve("changelog.gz"));
    place(Files.readAllBytes(bom), doc.resolve("afterimage.cdx.json"));
    for (Path path : FileTree.all(root)) {
      if (Files.isSymbolicLink(path)) {
        continue;
      }
      boolean runs = Files.isDirectory(path) || Files.isExecutable(path) && !isLibrary(path);
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
    }
    FileTree.setTime(root, FileTime.from(build.time()));
  }

  private static boolean isLibrary(Path path) {
    return path.toString().contains(".so");
  }

  private void deb() throws IOException, InterruptedException {
    Path tree = build.work().resolve("deb");
    FileTree.copy(root, tree);
    place(
        bytes(filled("lintian-overrides")),
        tree.resolve("usr/share/lintian/overrides").resolve(build.name()));
    Path control = tree.resolve("DEBIAN");
    place(bytes(filled("control")), control.resolve("control"));
    place(bytes(sums(tree)), control.resolve("md5sums"));
    Path postrm = control.resolve("postrm");
    place(bytes(filled("postrm")), postrm);
    Files.setPosixFilePermissions(postrm, PosixFilePermissions.fromString("rwxr-xr-x"));
    FileTree.setTime(tree, FileTime.from(build.time()));
    String file = build.name() + "_" + build.version() + "_" + debArchitecture() + ".deb";
    // xz at its quickest: what is big is packed already, and the higher levels take minutes.
    Command.system(
        build.work(),
        List.of(
            "dpkg-deb",
            "--root-owner-group",
            "-Zxz",
            "-z1",
            "--build",
            tree.toString(),
            build.out().resolve(file).toString()));
    FileTree.delete(tree);
  }

  /** The list that lets {@code dpkg --verify} find changed files; MD5 is what its format has. */
  private static String sums(Path tree) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (Path file : FileTree.all(tree)) {
      if (Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)
          && !file.startsWith(tree.resolve("DEBIAN"))) {
        sums.append(Checksums.of(file, "MD5")).append("  ").append(tree.relativize(file));
        sums.append('\n');
      }
    }
    return sums.toString();
  }

  private void rpm() throws IOException, InterruptedException {
    Path top = build.work().resolve("rpm");
    Path spec = top.resolve(build.name() + ".spec");
    String lines = Files.readString(build.resources().resolve("postrm"));
    place(
        bytes(
            filled("afterimage.spec")
                .replace("@ROOT@", root.toString())
                .replace("@POSTRM@", lines.substring(lines.indexOf("case ")).strip())),
        spec);
    Command.system(
        top,
        List.of(
            "rpmbuild",
            "-bb",
            "--quiet",
            "--define",
            "_topdir " + top,
            "--define",
            "_rpmdir " + build.out(),
            "--define",
            "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm",
            spec.toString()));
    FileTree.delete(top);
  }

  /** The app image, for systems without either package manager. */
  private void archive(Path image) throws IOException, InterruptedException {
    String file =
        build.name() + "-" + build.version() + "-linux-" + Platform.architecture() + ".tar.gz";
    Command.system(
        image.getParent(),
        List.of(
            "tar",
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "-czf",
            build.out().resolve(file).toString(),
            image.getFileName().toString()));
  }

  private void put(String resource, String target) throws IOException {
    place(Files.readAllBytes(build.resources().resolve(resource)), root.resolve(target));
  }

  private static void place(byte[] content, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(target, content);
  }

  /** A resource with the values of this build in it. */
  private String filled(String resource) throws IOException {
    String note =
        build.variant().isEmpty()
            ? ""
            : "\n .\n With ONNX Runtime's CUDA libraries; CUDA 12 and cuDNN 9 must be installed.";
    boolean spec = resource.endsWith(".spec");
    return Files.readString(build.resources().resolve(resource))
        .replace("@NAME@", build.name())
        .replace("@VERSION@", build.version())
        .replace("@ARCH@", debArchitecture())
        .replace("@SIZE@", Long.toString(FileTree.size(root) / 1024))
        .replace("@NOTE@", spec ? note.replace("\n .\n ", "\n\n") : note)
        .replace(
            "@DATE@",
            DateTimeFormatter.RFC_1123_DATE_TIME
                .format(build.time().atOffset(ZoneOffset.UTC))
                .replace("GMT", "+0000")
                .replaceFirst("^(\\w+), (\\d) ", "$1, 0$2 "));
  }

  private static String debArchitecture() {
    return Platform.architecture().equals("x64") ? "amd64" : "arm64";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without a time, so that the same text gives the same bytes. */
  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream zip =
        new GZIPOutputStream(packed) {
          {
            def.setLevel(9);
          }
        }) {
      zip.write(bytes(text));
    }
    byte[] file = packed.toByteArray();
    // The header's note of the level, which the JDK does not set and which lintian looks at.
    file[8] = 2;
    return file;
  }
}
