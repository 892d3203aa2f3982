package afterimage.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import afterimage.engine.Device;
import afterimage.engine.ImageRequest;
import afterimage.engine.RefineSettings;
import afterimage.image.Picture;
import afterimage.onnx.OnnxEngine;
import afterimage.onnx.device.DriverFaults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The studio's queue when a graphics card's driver fails under it. */
@Tag("webgpu")
class LostDeviceQueueTest {
  private static final Device WEBGPU = new Device(Device.Kind.WEBGPU, 0);
  private static final Path MODEL = Path.of("models/afterimage-mini");

  @TempDir Path folder;
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final List<JobState> ends = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void mendTheDriver() {
    if (DriverFaults.canBeMade()) {
      DriverFaults.mend();
    }
  }

  @Test
  void submit_deviceLostInTheFirstOfTwo_bothAreDoneAndTheReasonTold() throws Exception {
    assumeTrue(DriverFaults.canBeMade(), "no driver that fails when told: no C compiler here");
    CountDownLatch ended = new CountDownLatch(2);
    try (OnnxEngine engine = new OnnxEngine(folder)) {
      assumeTrue(engine.checkDevice(WEBGPU).usable(), "WebGPU does not work here");
      try (JobQueue queue = new JobQueue(engine)) {
        queue.submit(request(1), listener(true, ended));
        queue.submit(request(2), listener(false, ended));
        assertThat(ended.await(5, TimeUnit.MINUTES)).isTrue();
      }
    }

    assertThat(ends).hasSize(2).allMatch(JobState.Done.class::isInstance);
    assertThat(((JobState.Done) ends.getFirst()).result().device()).isEqualTo("cpu");
    assertThat(((JobState.Done) ends.getLast()).result().device()).isEqualTo("webgpu");
    assertThat(notices)
        .anyMatch(notice -> notice.contains("stopped while it ran the model's unet"))
        .anyMatch(notice -> notice.contains("on the processor"));
  }

  /** The device is lost at the first step, and there again once the picture is done. */
  private JobListener listener(boolean loses, CountDownLatch ended) {
    return new JobListener() {
      @Override
      public void changed(Job job, JobState state) {
        if (loses && state instanceof JobState.Running running && running.step() == 1) {
          DriverFaults.loseDevice();
        }
        if (state instanceof JobState.Done || state instanceof JobState.Failed) {
          DriverFaults.mend();
          ends.add(state);
          ended.countDown();
        }
      }

      @Override
      public void notice(Job job, String message) {
        notices.add(message);
      }
    };
  }

  private static ImageRequest request(long seed) {
    RefineSettings settings = new RefineSettings("", "", 1, 4, 1, 6, 2.5, seed, null);
    Picture picture = Picture.of8Bit(64, 64, new byte[3 * 64 * 64], null);
    return ImageRequest.refine(picture, MODEL, settings, WEBGPU);
  }
}
