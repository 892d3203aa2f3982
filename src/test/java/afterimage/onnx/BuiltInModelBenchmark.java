package afterimage.onnx;

import afterimage.engine.ImageResult;
import afterimage.image.Damage;
import afterimage.image.Picture;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The model card's figures, and what the engine adds to the bare networks: {@code mvn test
 * -Dgroups=benchmark -DexcludedGroups= -Dtest=BuiltInModelBenchmark -Dafterimage.photos=DIR}.
 */
@Tag("benchmark")
class BuiltInModelBenchmark {
  private static final int WARM_UP = 3;
  private static final int RUNS = 9;

  @Test
  void restoration_everyDamage_table() throws Exception {
    List<Picture> photos = BuiltInModel.photos();
    try (BuiltInModel model = new BuiltInModel()) {
      System.out.printf("%d photos, default settings, damaged -> refined%n", photos.size());
      for (Damage damage : Damage.values()) {
        Gain gain = Gain.of(model, photos, damage);
        System.out.printf(
            "%-16s PSNR %.2f -> %.2f (%+.2f dB)  SSIM %.3f -> %.3f (%+.3f)  better on %.0f %%%n",
            damage,
            gain.psnrBefore(),
            gain.psnrAfter(),
            gain.psnr(),
            gain.ssimBefore(),
            gain.ssimAfter(),
            gain.ssim(),
            100 * gain.better());
      }
    }
  }

  @Test
  void words_everyAxis_table() throws Exception {
    List<Picture> photos = BuiltInModel.photos();
    try (BuiltInModel model = new BuiltInModel()) {
      for (Impression impression : Impression.values()) {
        double plain = 0;
        double more = 0;
        double less = 0;
        for (Picture photo : photos) {
          plain += impression.of(model.refine(photo));
          more += impression.of(model.refine(photo, impression.word));
          less += impression.of(model.refine(photo, impression.opposite));
        }
        System.out.printf(
            "%-10s %.1f  %s %+.0f %%  %s %+.0f %%%n",
            impression,
            plain / photos.size(),
            impression.word,
            100 * (more - plain) / Math.abs(plain),
            impression.opposite,
            100 * (less - plain) / Math.abs(plain));
      }
    }
  }

  /** Everything that is not ONNX Runtime's own call, as a share of it, in a warm process. */
  @Test
  void overhead_warmEngine_shareOfTheSessions() throws Exception {
    Picture photo = BuiltInModel.photos().getFirst();
    try (BuiltInModel model = new BuiltInModel()) {
      double[] shares = new double[RUNS];
      double[] totals = new double[RUNS];
      for (int run = -WARM_UP; run < RUNS; run++) {
        ImageResult result = model.run(photo, model.defaults);
        if (run >= 0) {
          double sessions =
              result.sessions().stream()
                  .map(ImageResult.SessionTime::time)
                  .mapToLong(Duration::toNanos)
                  .sum();
          totals[run] = result.total().toNanos() / 1e9;
          shares[run] = result.total().toNanos() / sessions - 1;
        }
      }
      Arrays.sort(shares);
      Arrays.sort(totals);
      System.out.printf(
          "%d × %d: %.2f s, around the sessions %.1f %% (median of %d; best %.1f, worst %.1f)%n",
          photo.width(),
          photo.height(),
          totals[RUNS / 2],
          100 * shares[RUNS / 2],
          RUNS,
          100 * shares[0],
          100 * shares[RUNS - 1]);
    }
  }
}
