package afterimage.checkpoint.network;

import afterimage.engine.Device;

/** Which operators the graphs of a bundle are made of, after where they will run. */
public enum Flavour {
  /** Operators that every execution provider has or is given by ONNX Runtime, in 32 bits. */
  PORTABLE,

  /**
   * Operators of ONNX Runtime's CUDA provider, which no other has, over pictures whose channels lie
   * together; in 16 bits, which CUDA's devices multiply several times as fast.
   */
  CUDA_FUSED,

  /** Operators that ONNX Runtime's WebGPU provider has and computes right, in 32 bits. */
  WEBGPU,

  /** The same in 16 bits, for adapters that compute with them. */
  WEBGPU_HALF;

  /** The flavour that every device of that kind can run. */
  public static Flavour of(Device device) {
    return switch (device.kind()) {
      case CUDA -> CUDA_FUSED;
      case WEBGPU -> WEBGPU;
      case CPU, DIRECTML, COREML, AUTO -> PORTABLE;
    };
  }

  /** Whether weights go to memory of the device's own, once, as they are computed with. */
  public boolean hasWeightsOnDevice() {
    return this != PORTABLE;
  }
}
