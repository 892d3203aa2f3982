package afterimage.onnx.runtime;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cards for ONNX Runtime's DirectML provider. Its published Java part was compiled without {@code
 * addDirectML}; libraries that have the provider list it with each of their devices. Never run: no
 * Windows machine with a card was at hand.
 */
final class DirectMl {
  private static final String PROVIDER = "DmlExecutionProvider";

  private DirectMl() {}

  /** Adds the provider on a card. */
  static void addTo(OrtSession.SessionOptions options, int index) throws OrtException {
    List<OrtEpDevice> cards;
    try {
      cards = cards();
    } catch (EngineException e) {
      throw new OrtException(e.what());
    }
    String problem = problem(index, names(cards));
    if (problem != null) {
      throw new OrtException(problem);
    }
    options.addExecutionProvider(List.of(cards.get(index)), Map.of());
  }

  private static List<OrtEpDevice> cards() throws OrtException, EngineException {
    return OnnxRuntime.environment().getEpDevices().stream()
        .filter(device -> device.getEpName().equals(PROVIDER))
        .toList();
  }

  private static List<String> names(List<OrtEpDevice> cards) {
    return cards.stream()
        .map(
            card ->
                card.getDevice()
                    .getMetadata()
                    .getOrDefault("Description", card.getDevice().getVendor()))
        .toList();
  }

  /** Why there is no such card and what to do, or null. */
  static @Nullable String problem(int index, List<String> names) {
    if (names.isEmpty()) {
      return Messages.of("onnx.directml.none");
    }
    if (index < names.size()) {
      return null;
    }
    List<String> numbered = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      numbered.add("directml:" + i + " (" + names.get(i) + ")");
    }
    return Messages.of("onnx.card.number", "directml:" + index, String.join(", ", numbered));
  }
}
