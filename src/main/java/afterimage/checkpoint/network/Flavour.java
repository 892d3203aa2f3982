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
  CUDA_FUSED;

  /** The flavour for a device. */
  public static Flavour of(Device device) {
    return switch (device.kind()) {
      case CUDA -> CUDA_FUSED;
      case CPU, DIRECTML, COREML, AUTO -> PORTABLE;
    };
  }
}
