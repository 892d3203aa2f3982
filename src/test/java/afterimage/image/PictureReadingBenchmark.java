package afterimage.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Seconds from file to pixels, beside ImageMagick's and libvips', one after the other in the same
 * run: {@code mvn test -Dgroups=benchmark -DexcludedGroups= -Dtest=PictureReadingBenchmark}. Needs
 * ImageMagick, libvips-tools, libheif-examples and libavif-bin.
 */
@Tag("benchmark")
class PictureReadingBenchmark {
  private static final Path FOLDER = Path.of("target", "benchmark");
  private static final int ROUNDS = 5;

  @Test
  void read_largePictures_table() throws Exception {
    Files.createDirectories(FOLDER);
    Path jpeg = made("24.jpg", "convert", "-size", "6000x4000", "plasma:", "-quality", "92");
    Path tiff =
        made(
            "45.tif",
            "convert",
            "-size",
            "8256x5504",
            "plasma:",
            "-depth",
            "16",
            "-compress",
            "Zip");
    Path heic = made("24.heic", "heif-enc", "-q", "80", jpeg.toString(), "-o");
    Path avif = made("24.avif", "avifenc", "-s", "9", "-j", "all", jpeg.toString());
    System.out.println("median of " + ROUNDS + " in seconds; load " + load());
    for (Path file : List.of(jpeg, tiff, heic, avif)) {
      compare(file);
    }
  }

  private static void compare(Path file) throws Exception {
    List<Double> own = new ArrayList<>();
    List<Double> magick = new ArrayList<>();
    List<Double> vips = new ArrayList<>();
    PictureReader.read(file);
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      PictureReader.read(file);
      own.add((System.nanoTime() - start) / 1e9);
      magick.add(seconds("convert", file.toString(), "rgb:/dev/null"));
      vips.add(seconds("vips", "copy", file.toString(), FOLDER.resolve("out.v").toString()));
    }
    double slower = Math.max(median(magick), median(vips));
    System.out.printf(
        Locale.ROOT,
        "%-8s Afterimage %.2f  ImageMagick %.2f (%.2f times)  libvips %.2f (%.2f times)  %s; load %s%n",
        file.getFileName(),
        median(own),
        median(magick),
        median(own) / median(magick),
        median(vips),
        median(own) / median(vips),
        median(own) <= 1.5 * slower ? "within 1.5 of one of them" : "SLOWER",
        load());
  }

  private static Path made(String name, String... command) throws Exception {
    Path file = FOLDER.resolve(name);
    if (!Files.exists(file)) {
      String[] all = Arrays.copyOf(command, command.length + 1);
      all[command.length] = file.toString();
      seconds(all);
    }
    return file;
  }

  private static double seconds(String... command) throws Exception {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(List<Double> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static String load() throws Exception {
    Path load = Path.of("/proc/loadavg");
    return Files.isReadable(load) ? Files.readString(load).split(" ", 2)[0] : "?";
  }
}
