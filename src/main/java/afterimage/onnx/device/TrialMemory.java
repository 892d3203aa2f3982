package afterimage.onnx.device;

import afterimage.engine.Device;
import afterimage.file.AtomicFile;
import afterimage.file.ForeignFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers trials from one start to the next, in a file that never leaves the machine. Where it
 * cannot be written, or holds anything else, trials are done again.
 *
 * @param file null to remember nothing
 */
record TrialMemory(@Nullable Path file) {
  private static final System.Logger LOG = System.getLogger(TrialMemory.class.getName());
  private static final int MOST_BYTES = 1 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** What the file holds. */
  record Content(String fingerprint, List<Trial> trials) {
    Content {
      Objects.requireNonNull(fingerprint);
      trials = List.copyOf(trials);
    }
  }

  /** The trials under a fingerprint, by their devices. */
  Map<Device, Trial> read(String fingerprint) {
    Map<Device, Trial> trials = new LinkedHashMap<>();
    if (file == null) {
      return trials;
    }
    try {
      @Nullable Content content =
          JSON.readValue(ForeignFile.readAllBytes(file, MOST_BYTES), Content.class);
      if (content != null && content.fingerprint.equals(fingerprint)) {
        content.trials.forEach(trial -> trials.put(trial.device(), trial));
      }
    } catch (IOException | JacksonException | NullPointerException e) {
      LOG.log(System.Logger.Level.DEBUG, "no trials are remembered in " + file, e);
    }
    return trials;
  }

  /** Remembers these and no others; a trial that could not be done is none. */
  void write(String fingerprint, Collection<Trial> trials) {
    if (file == null) {
      return;
    }
    List<Trial> done =
        trials.stream().filter(trial -> trial.outcome() != Trial.Outcome.NOT_TRIED).toList();
    try {
      byte[] bytes = JSON.writeValueAsBytes(new Content(fingerprint, done));
      AtomicFile.write(file, bytes, AtomicFile.Access.OWNER);
    } catch (IOException | JacksonException e) {
      LOG.log(System.Logger.Level.DEBUG, "trials cannot be remembered in " + file, e);
    }
  }
}
