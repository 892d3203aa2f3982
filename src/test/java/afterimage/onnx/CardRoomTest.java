package afterimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.onnx.memory.MemoryPlan;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.model.ModelCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the tiny refiner's few megabytes of weights, and pictures of a size that matters. */
class CardRoomTest {
  private static final Device CARD = new Device(Device.Kind.WEBGPU, 0);
  private static final RefineSettings GUIDED =
      new RefineSettings("a fox", "", 0.3, 10, 5, 6, 2.5, 7, null);

  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();
  private final RefineListener listener =
      new RefineListener() {
        @Override
        public void notice(String message) {
          notices.add(message);
        }
      };

  @Test
  void fit_largeCardOrUnknown_changesNothing() throws Exception {
    assertThat(fit(CARD, OptionalLong.of(8L << 30), Long.MAX_VALUE).residency())
        .isEqualTo(Residency.TOGETHER);
    assertThat(fit(CARD, OptionalLong.empty(), Long.MAX_VALUE).residency())
        .isEqualTo(Residency.TOGETHER);
    assertThat(fit(Device.CPU, OptionalLong.of(1), 1).residency()).isEqualTo(Residency.TOGETHER);
    assertThat(notices).isEmpty();
  }

  @Test
  void fit_limitBelowWhatAllTake_letsPartsTakeTurnsAndSaysSoOnce() throws Exception {
    MemoryPlan plan = fit(CARD, OptionalLong.of(8L << 30), 1 << 20);

    assertThat(plan.residency()).isEqualTo(Residency.IN_TURNS);
    assertThat(plan.settings().advanced().guidanceInTwoCalls()).isTrue();
    assertThat(notices).hasSize(1);
    assertThat(notices.getFirst()).contains("graphics card", "one part of the model at a time");
  }

  private MemoryPlan fit(Device device, OptionalLong card, long limit) throws Exception {
    try (ModelCache models = new ModelCache(folder, () -> Long.MAX_VALUE)) {
      CardRoom room = new CardRoom(models, _ -> card);
      room.budget().limitTo(limit);
      Picture picture = Picture.of8Bit(512, 512, new byte[3 * 512 * 512], null);
      ImageRequest request = ImageRequest.refine(picture, TinyRefiner.FOLDER, GUIDED, device);
      PixelSize size = request.start().size();
      MemoryPlan plan = room.fit(MemoryPlan.of(request, device), request, size, listener);
      assertThat(room.fit(MemoryPlan.of(request, device), request, size, listener)).isEqualTo(plan);
      return plan;
    }
  }
}
