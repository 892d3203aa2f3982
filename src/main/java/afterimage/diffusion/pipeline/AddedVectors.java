package afterimage.diffusion.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Vectors that stand in for the rows of a text encoder's token table.
 *
 * @param firstId the id that means the first vector; the others follow
 * @param rows the vectors, each as wide as the encoder's hidden states
 */
public record AddedVectors(int firstId, List<float[]> rows) {

  /** No vectors: every id is a token's. */
  public static final AddedVectors NONE = new AddedVectors(Integer.MAX_VALUE, List.of());

  public AddedVectors {
    rows = List.copyOf(rows);
  }

  /** Whether an id means one of the vectors. */
  public boolean has(int id) {
    return id >= firstId && id - firstId < rows.size();
  }

  /** Whether any of a prompt's ids means a vector. */
  public boolean isIn(int[] ids) {
    return Arrays.stream(ids).anyMatch(this::has);
  }

  /** The vector that an id means. */
  public float[] of(int id) {
    return rows.get(id - firstId);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddedVectors(int otherFirst, List<float[]> otherRows)
        && firstId == otherFirst
        && rows.size() == otherRows.size()
        && IntStream.range(0, rows.size())
            .allMatch(i -> Arrays.equals(rows.get(i), otherRows.get(i)));
  }

  @Override
  public int hashCode() {
    return 31 * firstId + rows.size();
  }
}
