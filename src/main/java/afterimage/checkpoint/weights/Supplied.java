package afterimage.checkpoint.weights;

import afterimage.checkpoint.gguf.BlockDecoder;
import java.util.List;

/**
 * A tensor that a graph names and that is supplied when the graph is loaded, made from a tensor in
 * a file.
 *
 * @param initializer its name in the graph
 * @param form what is made of the stored values
 * @param stored the values
 * @param turned whether they are those of the transposed matrix
 * @param scale by which they are multiplied first
 * @param changes that are done to them then
 */
public record Supplied(
    String initializer,
    Form form,
    StoredTensor stored,
    boolean turned,
    double scale,
    List<WeightChange> changes) {

  public Supplied {
    changes = List.copyOf(changes);
  }

  /** Values of a row that share one scale where they are kept in eight bits. */
  public static final int BLOCK = 32;

  /** What is made of the stored values. */
  public enum Form {
    /** The values in 32 bits. */
    VALUES,
    /** Blocks of eight bits, {@code [rows, columns / 32, 32]}: 128 stands for zero. */
    EIGHT_BITS,
    /** The scales of these blocks in 32 bits, {@code [rows * columns / 32]}. */
    SCALES,
    /** Values in blocks as the file has them: whole numbers, {@code [blocks, length]}. */
    CODES,
    /** The scales of such blocks, {@code [blocks]}. */
    CODE_SCALES,
    /** What is added to the values of such blocks, {@code [blocks, 1]}. */
    CODE_OFFSETS
  }

  private long codedBlocks() {
    return stored.elements() / (long) BlockDecoder.length(stored.dtype());
  }

  /** The same under a name. */
  public Supplied as(String name) {
    return new Supplied(name, form, stored, turned, scale, changes);
  }

  /** The sizes of the values, turned back where they are stored transposed. */
  public List<Long> shape() {
    return turned ? stored.shape().reversed() : stored.shape();
  }

  /** The sizes of what is made of them. */
  public List<Long> suppliedShape() {
    return switch (form) {
      case VALUES -> shape();
      case EIGHT_BITS -> List.of(shape().getFirst(), shape().getLast() / BLOCK, (long) BLOCK);
      case SCALES -> List.of(stored.elements() / (long) BLOCK);
      case CODES -> List.of(codedBlocks(), (long) BlockDecoder.length(stored.dtype()));
      case CODE_SCALES -> List.of(codedBlocks());
      case CODE_OFFSETS -> List.of(codedBlocks(), 1L);
    };
  }
}
