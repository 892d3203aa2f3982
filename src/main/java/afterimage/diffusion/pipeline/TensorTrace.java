package afterimage.diffusion.pipeline;

import afterimage.tensor.Tensor;

/** Hears of every intermediate tensor of a run, under the names of the recorded reference runs. */
public interface TensorTrace {

  /** Hears nothing. */
  TensorTrace NONE =
      new TensorTrace() {
        @Override
        public void put(String name, Tensor tensor) {}

        @Override
        public void append(String name, Tensor tensor) {}

        @Override
        public void putIds(String name, int[][] ids) {}
      };

  /** A tensor that occurs once. */
  void put(String name, Tensor tensor);

  /** The next of several tensors of one shape, to be stacked under a new outermost dimension. */
  void append(String name, Tensor tensor);

  /** Token ids, [prompts][tokens]. */
  void putIds(String name, int[][] ids);
}
