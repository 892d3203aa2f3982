package afterimage.catalog;

import afterimage.checkpoint.recognise.Checkpoint;
import afterimage.checkpoint.safetensors.TensorFile;
import afterimage.checkpoint.safetensors.WeightScan;
import afterimage.engine.EngineException;
import afterimage.engine.ForeignModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint read from the first byte to the last: every weight is a number, and whether the file
 * is the published one.
 *
 * @param kind its family
 * @param files each with its digest
 */
public record Verification(String kind, List<Digested> files) {

  /**
   * A file.
   *
   * @param published the publication that it is, byte by byte
   */
  public record Digested(Path file, String sha256, Optional<PublishedFile> published) {}

  /**
   * Reads all.
   *
   * @throws EngineException if it is damaged, or weights are not numbers
   */
  public static Verification of(Path path) throws EngineException {
    return ForeignModel.open(path, () -> verified(path));
  }

  private static Verification verified(Path path) throws EngineException {
    Checkpoint checkpoint = Checkpoint.read(path);
    List<Digested> files = new ArrayList<>();
    for (TensorFile header : checkpoint.headers()) {
      WeightScan.requireFinite(header, WeightScan.Depth.WHOLE);
      String sha256 = PublishedFile.sha256(header.file());
      files.add(new Digested(header.file(), sha256, PublishedFile.of(sha256)));
    }
    return new Verification(checkpoint.kind(), List.copyOf(files));
  }
}
