package packaging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * jpackage's own WiX source with {@code open-with.wxs} in it, which offers the studio in "Open
 * with" without taking a picture type away from the program that the user chose for it, as
 * jpackage's file associations would.
 */
final class WindowsResources {
  private static final String ANCHOR = "<ComponentGroupRef Id=\"FileAssociations\"/>";

  private WindowsResources() {}

  /** Returns a folder for {@code --resource-dir}. */
  static Path prepare(Build build) throws IOException {
    Path folder = build.work().resolve("resources");
    FileTree.delete(folder);
    FileTree.copy(build.resources(), folder);
    String source = template();
    if (!source.contains(ANCHOR) || !source.contains("</Wix>")) {
      throw new IOException(
          "jpackage of this JDK has another main.wxs than expected: adapt WindowsResources");
    }
    Files.writeString(
        folder.resolve("main.wxs"),
        source
            .replace(ANCHOR, ANCHOR + "\n      <ComponentGroupRef Id=\"OpenWith\"/>")
            .replace("</Wix>", Files.readString(folder.resolve("open-with.wxs")) + "\n</Wix>"));
    Files.delete(folder.resolve("open-with.wxs"));
    return folder;
  }

  private static String template() throws IOException {
    Path resource =
        Path.of(java.net.URI.create("jrt:/jdk.jpackage/jdk/jpackage/internal/resources/main.wxs"));
    try (InputStream in = Files.newInputStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }
}
