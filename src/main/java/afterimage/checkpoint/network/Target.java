package afterimage.checkpoint.network;

import afterimage.checkpoint.graph.ElementType;
import java.util.Set;

/**
 * What one graph is built for. Its inputs and outputs are the same for all targets.
 *
 * @param flavour which operators it has
 * @param type what it computes in, {@link ElementType#FLOAT} or {@link ElementType#FLOAT16}
 * @param portable operations that take the portable flavour's operators
 */
public record Target(Flavour flavour, ElementType type, Set<Operation> portable) {

  /** A flavour's usual one. */
  public static Target of(Flavour flavour) {
    return of(GraphForm.of(flavour));
  }

  /** A form's usual one. */
  public static Target of(GraphForm form) {
    ElementType type =
        switch (form.flavour()) {
          case PORTABLE, WEBGPU -> ElementType.FLOAT;
          case CUDA_FUSED, WEBGPU_HALF -> ElementType.FLOAT16;
        };
    return new Target(form.flavour(), type, form.portable());
  }

  /** The same in 32 bits, for networks whose values leave the range of 16. */
  public Target inFull() {
    return new Target(flavour, ElementType.FLOAT, portable);
  }

  /** The linear layers of this flavour in a graph. */
  Linear linear(WeightSource source) {
    return new Linear(source, flavour == Flavour.PORTABLE || flavour == Flavour.CUDA_FUSED);
  }

  /** The operators of this flavour in a graph. */
  Kernels kernels(WeightSource source, Linear linear, int groups) {
    PortableKernels base = new PortableKernels(source, linear, groups);
    Kernels own =
        switch (flavour) {
          case PORTABLE -> base;
          case CUDA_FUSED -> new CudaKernels(source, linear, groups, base);
          case WEBGPU, WEBGPU_HALF -> new WebGpuKernels(source, linear, groups);
        };
    return portable.isEmpty() ? own : new MixedKernels(own, base, portable);
  }
}
