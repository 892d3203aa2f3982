package afterimage.onnx.runtime;

import afterimage.message.Messages;
import afterimage.onnx.runtime.VulkanCards.Card;
import afterimage.process.NativeEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's WebGPU provider: which card it takes, and what it lacks where it does not open. In
 * 1.29 its {@code deviceId} is no card's number, and a process has one device: the first that the
 * system names, for good. So the card is chosen before, by what the system is asked for.
 */
final class WebGpu {
  /** Read by Vulkan's loader when it lists devices. */
  private static final String FIRST = "VK_LOADER_DEVICE_SELECT";

  private static final WebGpu SYSTEM = new WebGpu(vulkan());

  private final @Nullable VulkanCards vulkan;

  /** The card that this process has opened. */
  private @Nullable Integer opened;

  /**
   * @param vulkan what Vulkan knows, or null where WebGPU runs on something else
   */
  WebGpu(@Nullable VulkanCards vulkan) {
    this.vulkan = vulkan;
  }

  /** That of this process. */
  static WebGpu ofTheSystem() {
    return SYSTEM;
  }

  private static @Nullable VulkanCards vulkan() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.contains("linux") ? VulkanCards.ofTheSystem() : null;
  }

  /** Why a card cannot be opened and what to do, or null if that must be tried. */
  synchronized @Nullable String problem(int index) {
    if (vulkan == null && index > 0) {
      return Messages.of("onnx.webgpu.first");
    }
    if (vulkan != null && !vulkan.hasLoader()) {
      return Messages.of("onnx.webgpu.loader");
    }
    if (vulkan != null && vulkan.cards().isEmpty()) {
      return Messages.of("onnx.webgpu.driver");
    }
    if (vulkan != null && index >= vulkan.cards().size()) {
      return Messages.of("onnx.card.number", "webgpu:" + index, numbered(vulkan.cards()));
    }
    return opened == null || opened == index
        ? null
        : Messages.of("onnx.webgpu.other", "webgpu:" + opened);
  }

  private static String numbered(List<Card> cards) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < cards.size(); i++) {
      names.add("webgpu:" + i + " (" + cards.get(i).name() + ")");
    }
    return String.join(", ", names);
  }

  /** How many cards can be chosen from; software drivers count only where there is nothing else. */
  int cards() {
    long cards =
        vulkan == null
            ? 0
            : vulkan.cards().stream()
                .filter(card -> card.type() != VulkanCards.Type.SOFTWARE)
                .count();
    return (int) Math.max(1, cards);
  }

  /** What is known of a card; nothing where cards are not listed. */
  Optional<Card> card(int index) {
    return vulkan == null || index >= vulkan.cards().size()
        ? Optional.empty()
        : Optional.of(vulkan.cards().get(index));
  }

  /** That a card works, by its name, and what else there is. */
  String works(int index) {
    if (vulkan == null || index >= vulkan.cards().size()) {
      return Messages.of("onnx.works");
    }
    Card card = vulkan.cards().get(index);
    String works =
        Messages.of(
            card.type() == VulkanCards.Type.SOFTWARE ? "onnx.webgpu.software" : "onnx.webgpu.works",
            card.name());
    return vulkan.cards().size() == 1
        ? works
        : works + " " + Messages.of("onnx.webgpu.cards", numbered(vulkan.cards()));
  }

  /**
   * Adds the provider. From then on this process runs on that card.
   *
   * @throws OrtException also if there is a {@link #problem}
   */
  synchronized void addTo(OrtSession.SessionOptions options, int index) throws OrtException {
    String problem = problem(index);
    if (problem != null) {
      throw new OrtException(problem);
    }
    Map<String, String> choices = new HashMap<>();
    if (vulkan != null && index > 0) {
      Card card = vulkan.cards().get(index);
      choices.put(
          "powerPreference",
          card.type() == VulkanCards.Type.INTEGRATED ? "low-power" : "high-performance");
      try {
        NativeEnvironment.set(FIRST, card.selector());
      } catch (IOException e) {
        throw new OrtException(String.valueOf(e.getMessage()));
      }
    }
    if (opened == null) {
      HeldEnvironment.hold();
    }
    options.addWebGPU(choices);
    opened = index;
  }
}
