package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.ElementType;

/**
 * What one graph is built for. Its inputs and outputs are the same for all targets.
 *
 * @param flavour which operators it has
 * @param type what it computes in, {@link ElementType#FLOAT} or {@link ElementType#FLOAT16}
 */
public record Target(Flavour flavour, ElementType type) {

  /** A flavour's usual one. */
  public static Target of(Flavour flavour) {
    return new Target(
        flavour,
        switch (flavour) {
          case PORTABLE, WEBGPU -> ElementType.FLOAT;
          case CUDA_FUSED, WEBGPU_HALF -> ElementType.FLOAT16;
        });
  }

  /** The same in 32 bits, for networks whose values leave the range of 16. */
  public Target inFull() {
    return new Target(flavour, ElementType.FLOAT);
  }

  /** The linear layers of this flavour in a graph. */
  Linear linear(WeightSource source) {
    return new Linear(source, flavour == Flavour.PORTABLE || flavour == Flavour.CUDA_FUSED);
  }

  /** The operators of this flavour in a graph. */
  Kernels kernels(WeightSource source, Linear linear, int groups) {
    PortableKernels portable = new PortableKernels(source, linear, groups);
    return switch (flavour) {
      case PORTABLE -> portable;
      case CUDA_FUSED -> new CudaKernels(source, linear, groups, portable);
      case WEBGPU, WEBGPU_HALF -> new WebGpuKernels(source, linear, groups);
    };
  }
}
