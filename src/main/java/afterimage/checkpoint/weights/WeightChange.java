package afterimage.checkpoint.weights;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file of the LoRA family does to one weight when the weight is loaded, where it cannot run
 * beside it.
 *
 * @param kind how its tensors are put together
 * @param tensors by what they are
 * @param scale of the difference that they make: the file's alpha over the rank
 * @param strength the user's
 */
public record WeightChange(
    Kind kind, Map<Role, StoredTensor> tensors, double scale, double strength) {
  /** Of a rank above this nothing is published, and products of it would fill the memory. */
  private static final int MAX_RANK = 8192;

  /** How tensors are put together. */
  public enum Kind {
    /** LoRA: up · down, or with a core in the middle. */
    LOW_RANK,
    /** LoHa: two such products, multiplied value by value. */
    HADAMARD,
    /** LoKr: the Kronecker product of two factors, each whole or a product. */
    KRONECKER,
    /** The difference itself. */
    DIFFERENCE,
    /** IA3: rows of outputs are multiplied. */
    OUTPUTS,
    /** IA3: columns of inputs are multiplied. */
    INPUTS
  }

  /** What a tensor is. */
  public enum Role {
    /** {@code [out, rank]}; of LoHa and LoKr {@code [rank, out]} where there is a core. */
    FIRST_A,
    /** {@code [rank, in]}, a convolution's kernel behind it. */
    FIRST_B,
    /** The core of a Tucker decomposition, {@code [rank, rank, height, width]}. */
    FIRST_CORE,
    SECOND_A,
    SECOND_B,
    SECOND_CORE,
    /** The factor, difference or multiplier itself. */
    FIRST,
    SECOND,
    /** DoRA: the length of each row, {@code [out, 1, …]}, or of each column, {@code [1, in, …]}. */
    MAGNITUDE
  }

  public WeightChange {
    tensors = Map.copyOf(tensors);
  }

  @Nullable StoredTensor get(Role role) {
    return tensors.get(role);
  }

  /** Whether it can be done to a weight of these sizes. */
  public boolean fits(List<Long> shape) {
    long out = shape.getFirst();
    long rest = shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
    long in = shape.size() > 1 ? shape.get(1) : 1;
    try {
      StoredTensor magnitude = get(Role.MAGNITUDE);
      if (magnitude != null && magnitude.elements() != out && magnitude.elements() != in) {
        return false;
      }
      Product first = Product.of(this, true);
      Product second = Product.of(this, false);
      return switch (kind) {
        case LOW_RANK -> first != null && first.is(out, rest);
        case HADAMARD ->
            first != null && second != null && first.is(out, rest) && second.is(out, rest);
        case KRONECKER ->
            first != null
                && second != null
                && (long) first.out() * second.out() == out
                && (long) first.rest() * second.rest() == rest
                && in % first.rest() == 0;
        case DIFFERENCE -> first != null && (long) first.out() * first.rest() == out * rest;
        case OUTPUTS -> first != null && (long) first.out() * first.rest() == out;
        case INPUTS -> first != null && (long) first.out() * first.rest() == in;
      };
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /**
   * The product, or the whole, that stands for one factor.
   *
   * @param a the first matrix, or null where the factor is whole
   * @param b the second, or the factor itself
   * @param core between them, or null
   * @param turned whether the first matrix is stored {@code [rank, out]}, as LyCORIS does beside a
   *     core
   */
  record Product(
      @Nullable StoredTensor a, StoredTensor b, @Nullable StoredTensor core, boolean turned) {
    /** The first or second factor of a change; null where it has none, or none that fits. */
    static @Nullable Product of(WeightChange change, boolean first) {
      StoredTensor whole = change.get(first ? Role.FIRST : Role.SECOND);
      if (whole != null) {
        return new Product(null, whole, null, false);
      }
      StoredTensor a = change.get(first ? Role.FIRST_A : Role.SECOND_A);
      StoredTensor b = change.get(first ? Role.FIRST_B : Role.SECOND_B);
      StoredTensor core = change.get(first ? Role.FIRST_CORE : Role.SECOND_CORE);
      if (a == null || b == null || a.shape().size() < 2 || b.shape().size() < 2) {
        return null;
      }
      Product product = new Product(a, b, core, core != null && change.kind != Kind.LOW_RANK);
      return product.isSound() ? product : null;
    }

    private boolean isSound() {
      if (a == null) {
        return true;
      }
      int rank = b.size(0);
      if (core == null) {
        return a.rest() == rank && rank > 0 && rank <= MAX_RANK;
      }
      int left = core.size(0);
      return (turned ? a.size(0) : a.rest()) == left
          && core.size(1) == rank
          && Math.min(left, rank) > 0
          && Math.max(left, rank) <= MAX_RANK
          && b.kernel() == 1;
    }

    boolean is(long wantedOut, long wantedRest) {
      return out() == wantedOut && rest() == wantedRest;
    }

    int out() {
      if (a == null) {
        return b.size(0);
      }
      return turned ? a.rest() : a.size(0);
    }

    int rest() {
      return core == null ? b.rest() : b.rest() * core.kernel();
    }
  }
}
