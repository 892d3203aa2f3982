package afterimage.ui.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.fuzz.FuzzedText;
import afterimage.fuzz.Fuzzing;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three bytes for the selection and the steps, the others are the text. */
class WordWeightFuzzTest {
  @RegisterExtension static final Fuzzing FUZZING = Fuzzing.of("word-weight");

  @FuzzTest
  void changed_anyTextAndPlace_selectsAPartOfIt(byte[] input) throws IOException {
    if (input.length < 3) {
      return;
    }
    FUZZING.run(
        input,
        () -> {
          String text = FuzzedText.of(Arrays.copyOfRange(input, 3, input.length));
          int one = (input[0] & 0xff) * text.length() / 255;
          int other = (input[1] & 0xff) * text.length() / 255;
          WordWeight changed =
              WordWeight.changed(text, Math.min(one, other), Math.max(one, other), input[2]);
          assertThat(changed.start()).isBetween(0, changed.end());
          assertThat(changed.end()).isLessThanOrEqualTo(changed.text().length());
        });
  }
}
