package afterimage.onnx;

import afterimage.engine.Cancellation;
import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.ImageResult;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.engine.Tiling;
import afterimage.image.Picture;
import afterimage.image.PictureReader;
import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The model that ships, run as a user runs it: default settings, the whole engine. What is asked
 * again is answered from the first time.
 */
final class BuiltInModel implements AutoCloseable {
  static final Path FOLDER = Path.of("models/afterimage-mini");

  /** Photos that it never saw in training; another folder may be put in their place. */
  private static final Path PHOTOS =
      Path.of(System.getProperty("afterimage.photos", "src/test/resources/pictures/held-out"));

  private final OnnxEngine engine = new OnnxEngine(Path.of("target", "compiled"));
  private final Map<Asked, Picture> refined = new HashMap<>();
  final RefineSettings defaults;

  /** The same pixels and settings make the same picture. */
  private record Asked(IntBuffer pixels, RefineSettings settings) {}

  BuiltInModel() throws Exception {
    defaults = engine.describe(FOLDER).defaults();
  }

  /** The held-out photos, by name. */
  static List<Picture> photos() throws Exception {
    List<Path> files;
    try (Stream<Path> folder = Files.list(PHOTOS)) {
      files = folder.filter(file -> file.toString().matches(".*\\.(jpg|png)")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException("no photos in " + PHOTOS);
    }
    List<Picture> photos = new ArrayList<>();
    for (Path file : files) {
      photos.add(PictureReader.read(file).picture());
    }
    return photos;
  }

  Picture refine(Picture picture) throws Exception {
    return refine(picture, defaults);
  }

  Picture refine(Picture picture, String prompt) throws Exception {
    return refine(picture, with(prompt, defaults.aestheticScore(), defaults.strength()));
  }

  Picture refine(Picture picture, double aestheticScore) throws Exception {
    return refine(picture, with("", aestheticScore, defaults.strength()));
  }

  Picture refine(Picture picture, Tiling tiling) throws Exception {
    return refine(picture, defaults.withAdvanced(defaults.advanced().withTiling(tiling)));
  }

  Picture refineBy(Picture picture, double strength) throws Exception {
    return refine(picture, with("", defaults.aestheticScore(), strength));
  }

  private Picture refine(Picture picture, RefineSettings settings) throws Exception {
    int[] pixels = new int[picture.width() * picture.height()];
    for (int y = 0; y < picture.height(); y++) {
      picture.argbRow(y, pixels, y * picture.width());
    }
    Asked asked = new Asked(IntBuffer.wrap(pixels), settings);
    Picture known = refined.get(asked);
    if (known == null) {
      known = run(picture, settings).picture();
      refined.put(asked, known);
    }
    return known;
  }

  /** Runs it in any case, for whoever asks more than the picture. */
  ImageResult run(Picture picture, RefineSettings settings) throws Exception {
    return engine.run(
        ImageRequest.refine(picture, FOLDER, settings, Device.CPU),
        RefineListener.NONE,
        new Cancellation());
  }

  private RefineSettings with(String prompt, double aestheticScore, double strength) {
    return new RefineSettings(
        prompt,
        "",
        strength,
        defaults.steps(),
        defaults.guidanceScale(),
        aestheticScore,
        defaults.negativeAestheticScore(),
        defaults.seed(),
        null);
  }

  @Override
  public void close() {
    refined.clear();
    engine.close();
  }
}
