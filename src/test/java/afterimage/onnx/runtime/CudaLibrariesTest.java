package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CudaLibrariesTest {
  @Test
  void missing_everythingThere_namesNothing() {
    assertThat(new CudaLibraries(file -> true).missing(false)).isEmpty();
  }

  @Test
  void missing_driverOnly_namesWhatIsToBeInstalled() {
    CudaLibraries libraries = new CudaLibraries(file -> file.startsWith("libcuda.so"));
    assertThat(libraries.missing(false))
        .containsExactly(
            "CUDA 12's runtime (libcudart.so.12)",
            "CUDA 12's cuBLAS (libcublasLt.so.12)",
            "CUDA 12's cuRAND (libcurand.so.10)",
            "CUDA 12's cuFFT (libcufft.so.11)",
            "cuDNN 9 (libcudnn.so.9)");
  }

  @Test
  void missing_onWindows_namesItsFiles() {
    assertThat(new CudaLibraries(file -> false).missing(true))
        .hasSize(6)
        .allMatch(text -> text.endsWith(".dll)"));
  }

  @Test
  void ofTheSystem_aLibraryThatIsThere_isFound() {
    String c = System.getProperty("os.name").startsWith("Windows") ? "kernel32.dll" : "libc.so.6";
    if (!System.getProperty("os.name").startsWith("Mac")) {
      assertThat(CudaLibraries.ofTheSystem().found().test(c)).isTrue();
    }
    assertThat(CudaLibraries.ofTheSystem().found().test("libno-such-thing.so.7")).isFalse();
  }
}
