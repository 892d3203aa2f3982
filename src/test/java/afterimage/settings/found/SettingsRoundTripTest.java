package afterimage.settings.found;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.AdvancedSettings;
import afterimage.engine.ControlSettings;
import afterimage.engine.GuidanceInterval;
import afterimage.engine.ImageResult;
import afterimage.engine.LatentDecoder;
import afterimage.engine.MaskSettings;
import afterimage.engine.NoiseSettings;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineSettings;
import afterimage.engine.SettingsText;
import afterimage.engine.SizeSettings;
import afterimage.engine.Tiling;
import afterimage.engine.TimestepSpacing;
import afterimage.image.Picture;
import afterimage.image.PictureMetadata;
import afterimage.image.PictureReader;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever was set comes back from the picture that carries it. */
class SettingsRoundTripTest {
  private static final List<TimestepSpacing> SPACINGS = List.of(TimestepSpacing.values());
  private static final long SEED = Long.getLong("afterimage.seed", 20261130);
  private static final RefineSettings OTHER =
      new RefineSettings("other", "words", 0.9, 7, 1, 1, 1, 1, "ddim")
          .withAdvanced(AdvancedSettings.DEFAULT.withKeepDetail(0.7).withClipSkip(3));

  private static final String[] WORDS = {
    "a fox",
    "",
    "{red|blue} hat",
    "one,\ntwo: three, four: 5",
    " spaces around ",
    "Negative prompt: none",
    "x\nNegative prompt: y",
    "\"quoted\" \\ and: commas,",
    "Füchse 🦊 и лисы",
    "Steps: 20, Sampler: x, Seed: 4",
    "a\r\nb\tc",
    "(a:1.2) BREAK [b]",
  };

  @Test
  void onto_anySettingsText_givesThemBack() {
    Random random = new Random(SEED);
    for (int i = 0; i < 3000; i++) {
      RefineSettings settings = settings(random);
      String text = SettingsText.of(result(settings), 0, "afterimage 1");

      assertThat(FoundSettings.in(new PictureMetadata(new byte[0], Map.of("parameters", text))))
          .as("seed %d, case %d: %s", SEED, i, text)
          .hasValueSatisfying(found -> assertThat(found.onto(OTHER)).isEqualTo(settings));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "webp"})
  void onto_anySettingsInAPicture_givesThemBack(String extension, @TempDir Path folder)
      throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 100; i++) {
      RefineSettings settings = settings(random);
      Path file = folder.resolve(i + "." + extension);
      PictureWriter.write(
          result(settings).picture(),
          file,
          WriteOptions.DEFAULT,
          PictureMetadata.NONE.withText(
              PictureMetadata.PARAMETERS, SettingsText.of(result(settings), 0, "afterimage 1")));

      assertThat(FoundSettings.in(PictureReader.read(file).metadata()))
          .as("seed %d, case %d: %s", SEED, i, settings)
          .hasValueSatisfying(found -> assertThat(found.onto(OTHER)).isEqualTo(settings));
    }
  }

  private static ImageResult result(RefineSettings settings) {
    return new ImageResult(
        List.of(Picture.of8Bit(2, 1, new byte[6], null)),
        true,
        settings,
        "Mini",
        null,
        null,
        "cpu",
        Duration.ZERO,
        Duration.ZERO,
        List.of());
  }

  private static RefineSettings settings(Random random) {
    return new RefineSettings(
        words(random),
        words(random),
        share(random),
        1 + random.nextInt(1000),
        random.nextInt(400) / 4.0,
        random.nextInt(101) / 10.0,
        random.nextInt(101) / 10.0,
        random.nextLong(RefineSettings.MAX_SEED + 1),
        maybe(random, () -> "dpmpp-2m-karras"),
        advanced(random));
  }

  private static AdvancedSettings advanced(Random random) {
    return new AdvancedSettings(
        maybe(random, () -> words(random)),
        maybe(random, () -> words(random)),
        random.nextBoolean(),
        random.nextInt(3),
        share(random),
        random.nextBoolean(),
        new GuidanceInterval(
            share(random), share(random), share(random) * 20, random.nextBoolean()),
        new NoiseSettings(
            random.nextBoolean() ? NoiseSettings.Generator.CPU : NoiseSettings.Generator.NV,
            maybe(random, () -> random.nextLong(RefineSettings.MAX_SEED + 1)),
            share(random)),
        new SizeSettings(
            maybe(random, () -> size(random)),
            new SizeSettings.Corner(random.nextInt(2) * 64, random.nextInt(500)),
            maybe(random, () -> size(random)),
            maybe(random, () -> size(random)),
            new SizeSettings.Corner(random.nextInt(500), random.nextInt(2) * 64),
            maybe(random, () -> size(random))),
        new ControlSettings(2 * share(random), share(random), share(random)),
        share(random),
        new MaskSettings(
            random.nextBoolean(),
            random.nextBoolean() ? 32 : random.nextInt(MaskSettings.MAX_MARGIN + 1)),
        random.nextBoolean(),
        switch (random.nextInt(3)) {
          case 0 -> Tiling.AUTO;
          case 1 -> Tiling.OFF;
          default -> new Tiling(Tiling.MIN_SIDE + Tiling.MULTIPLE * random.nextInt(10));
        },
        SPACINGS.get(random.nextInt(SPACINGS.size())),
        random.nextBoolean() ? LatentDecoder.FULL : LatentDecoder.TINY);
  }

  private static String words(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private static double share(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> random.nextInt(100) / 100.0;
      default -> random.nextDouble();
    };
  }

  private static PixelSize size(Random random) {
    return new PixelSize(1 + random.nextInt(4096), 1 + random.nextInt(4096));
  }

  private static <T> @Nullable T maybe(Random random, Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
