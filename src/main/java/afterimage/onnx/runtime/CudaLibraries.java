package afterimage.onnx.runtime;

import afterimage.message.Messages;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What ONNX Runtime's CUDA provider needs of the system. Where one is missing its own message names
 * the first at best, and not what to install.
 *
 * @param found whether the system's loader finds a library by its file name
 */
record CudaLibraries(Predicate<String> found) {

  /** Those of this system. */
  static CudaLibraries ofTheSystem() {
    return new CudaLibraries(CudaLibraries::loads);
  }

  /** What to install, or empty if all is there; ONNX Runtime 1.29 is built for CUDA 12. */
  List<String> missing(boolean windows) {
    List<String> missing = new ArrayList<>();
    for (Need need : Need.values()) {
      String file = windows ? need.windows : need.linux;
      if (!found.test(file)) {
        missing.add(Messages.of(need.sentence, file));
      }
    }
    return missing;
  }

  @SuppressWarnings("restricted") // a library is loaded: that is the question
  private static boolean loads(String file) {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(file, arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private enum Need {
    DRIVER("onnx.cuda.driver", "libcuda.so.1", "nvcuda.dll"),
    RUNTIME("onnx.cuda.runtime", "libcudart.so.12", "cudart64_12.dll"),
    BLAS("onnx.cuda.blas", "libcublasLt.so.12", "cublasLt64_12.dll"),
    RANDOM("onnx.cuda.random", "libcurand.so.10", "curand64_10.dll"),
    FFT("onnx.cuda.fft", "libcufft.so.11", "cufft64_11.dll"),
    DNN("onnx.cuda.dnn", "libcudnn.so.9", "cudnn64_9.dll");

    private final String sentence;
    private final String linux;
    private final String windows;

    Need(String sentence, String linux, String windows) {
      this.sentence = sentence;
      this.linux = linux;
      this.windows = windows;
    }
  }
}
