package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.engine.EngineException;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  /** The first is what ONNX Runtime 1.29 says when Vulkan's queue says VK_ERROR_DEVICE_LOST. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Failed to download data from buffer. wgpu::MapAsyncStatus value: 4, message: [Device] is"
            + " lost.",
        "vkQueueSubmit failed with VK_ERROR_DEVICE_LOST",
        "Exception(3) tid(2c) 887A0005 The GPU device instance has been suspended."
      })
  void isDeviceLost_textOfALostDevice_isAndOffersTheProcessor(String text) {
    EngineException failure = Failures.inRun("unet", new OrtException(text));

    assertThat(Failures.isDeviceLost(failure)).isTrue();
    assertThat(Failures.isOutOfMemory(failure)).isFalse();
    assertThat(failure.what()).contains("graphics card", "unet");
    assertThat(failure.alternative()).contains(EngineException.Alternative.THE_PROCESSOR);
  }

  /** The first is what ONNX Runtime 1.29 said here under {@code ulimit -d}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Non-zero status code returned while running Conv node. Name:'/encoder/a' Status Message:"
            + " bfc_arena.cc:359 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool,"
            + " onnxruntime::Stream*) Failed to allocate memory for requested buffer of size 9702",
        "std::bad_alloc",
        "bad allocation",
        "CUDA failure 2: out of memory ; GPU=0",
        "Available memory of 1024 is smaller than requested bytes of 4096",
        "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0",
        "vkAllocateMemory failed with VK_ERROR_OUT_OF_DEVICE_MEMORY",
        "Buffer size (2147483648) exceeds the max buffer size limit (1073741824).",
        "WebGPU validation failed. [Invalid Buffer (unlabeled)] is invalid due to a previous error.",
        "Too many storage buffers in shader. Current: 34, Max is 16",
        "Exception(1) tid(2c) 8007000E Not enough memory resources are available"
      })
  void isOutOfMemory_textOfAFullMemory_isAndNamesTheNetwork(String text) {
    EngineException inRun = Failures.inRun("unet", new OrtException(text));
    EngineException inLoading = Failures.inLoading("unet", Path.of("g"), new OrtException(text));

    assertThat(Failures.isOutOfMemory(inRun)).isTrue();
    assertThat(Failures.isOutOfMemory(inLoading)).isTrue();
    assertThat(inRun.what()).contains("not enough memory", "unet");
    assertThat(inRun.remedy()).contains("256 pixels");
  }

  @Test
  void isOutOfMemory_otherTexts_areNot() {
    OrtException damaged = new OrtException("Protobuf parsing failed.");

    EngineException failure = Failures.inLoading("unet", Path.of("graph.onnx"), damaged);

    assertThat(Failures.isOutOfMemory(failure)).isFalse();
    assertThat(failure.what()).contains("graph.onnx", "Protobuf parsing failed");
    assertThat(Failures.isOutOfMemory(new EngineException("No memory.", "Buy."))).isFalse();
  }
}
