package afterimage.onnx.memory;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.checkpoint.memory.DeviceMemoryTable;
import afterimage.checkpoint.network.Flavour;
import afterimage.engine.PixelSize;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimates against what the graphs of SDXL's real shapes need, as computed. */
class CardNeedsTest {
  private static final long GIGABYTE = 1_000_000_000;
  private static final PixelSize SQUARE = new PixelSize(1024, 1024);
  private static final CardNeeds REFINER = new CardNeeds(6_080_000_000L, false, false);

  @TempDir private Path folder;

  /** The goal: 1024² within 8 GB in 16 bits, without the user's doing anything. */
  @Test
  void refiner_inTurnsIn16Bits_staysBelow8Gigabytes() throws Exception {
    DeviceMemoryTable table = DeviceMemoryTable.compile("refiner", Flavour.WEBGPU_HALF, folder);

    assertThat(table.unet(1024, 2).peak()).isLessThan(7 * GIGABYTE);
    assertThat(table.unet(1024, 2).largestBuffer()).isLessThan(128L << 20);
    assertThat(table.unet(1024, 2).largestWeight()).isLessThan(128L << 20);
    assertThat(table.decoder(512).peak()).isLessThan(5 * GIGABYTE);
    assertThat(table.decoder(320).largestBuffer()).isLessThan(128L << 20);
    assertThat(table.textEncoder().peak()).isLessThan(2 * GIGABYTE);
    long room = new CardBudget().of(OptionalLong.of(8L << 30));
    assertThat(REFINER.of(SQUARE, 2, Residency.TOGETHER)).isGreaterThan(room);
    assertThat(REFINER.of(SQUARE, 2, Residency.IN_TURNS)).isLessThan(room);
    assertThat((double) REFINER.of(SQUARE, 2, Residency.IN_TURNS))
        .isBetween(table.unet(1024, 2).peak() * 0.95, table.unet(1024, 2).peak() * 1.1);
  }

  @Test
  void of_smallModel_fitsOnASmallCard() {
    CardNeeds small = new CardNeeds(20_000_000, false, true);

    assertThat(small.of(SQUARE, 1, Residency.TOGETHER)).isLessThan(GIGABYTE);
  }

  @Test
  void of_thirtyTwoBits_takeMore() {
    CardNeeds wide = new CardNeeds(2 * REFINER.weights(), true, false);

    assertThat(wide.of(SQUARE, 2, Residency.IN_TURNS)).isGreaterThan(11 * GIGABYTE);
  }

  @Test
  void budget_limit_countsInsteadOfTheCards() {
    CardBudget budget = new CardBudget();

    assertThat(budget.of(OptionalLong.empty())).isEqualTo(Long.MAX_VALUE);
    assertThat(budget.of(OptionalLong.of(10 * GIGABYTE))).isEqualTo(9 * GIGABYTE);
    budget.limitTo(6 * GIGABYTE);
    assertThat(budget.of(OptionalLong.of(10 * GIGABYTE))).isEqualTo(6 * GIGABYTE);
  }
}
