package afterimage.ui.models;

import afterimage.catalog.Verification;
import afterimage.ui.text.Texts;
import java.util.stream.Collectors;

/** What came of reading all of a checkpoint, in sentences. */
final class VerificationText {
  private static final int DIGITS_SHOWN = 16;

  private VerificationText() {}

  static String of(Verification verification) {
    return Texts.of("models.sound")
        + "\n"
        + verification.files().stream()
            .map(VerificationText::file)
            .collect(Collectors.joining("\n"));
  }

  private static String file(Verification.Digested file) {
    String digest = file.sha256().substring(0, DIGITS_SHOWN);
    return file.published()
        .map(known -> Texts.of("models.published", known.repository(), known.name(), digest))
        .orElseGet(() -> Texts.of("models.unpublished", file.file().getFileName(), digest));
  }
}
