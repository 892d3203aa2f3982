package afterimage.settings.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.RefineSettings;
import afterimage.fuzz.FuzzedText;
import afterimage.image.PictureMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings texts of any content, read under each of a program's keywords and applied. */
final class ForeignSettings {
  private static final RefineSettings BASE =
      new RefineSettings("mine", "", 0.3, 50, 5, 6, 2.5, 1, "euler");

  private ForeignSettings() {}

  static void read(byte[] input, List<String> keywords) {
    String text = FuzzedText.of(input);
    for (String keyword : keywords) {
      Optional<FoundSettings> found =
          FoundSettings.in(new PictureMetadata(null, Map.of(keyword, text)));
      found.ifPresent(settings -> assertThat(settings.onto(BASE).steps()).isBetween(1, 1000));
    }
  }
}
