package afterimage.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.onnx.runtime.VulkanCards.Card;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told before ONNX Runtime is asked for WebGPU, which would not say why it fails. */
class WebGpuTest {
  private static final Card ARC =
      new Card("Arc A770", VulkanCards.Type.DISCRETE, 0x8086, 0x56a0, 16L << 30, 1L << 30);
  private static final Card PIPE =
      new Card("llvmpipe", VulkanCards.Type.SOFTWARE, 0x10005, 0, 0, 1 << 27);

  @Test
  void problem_withoutVulkansLoader_saysWhatToInstall() {
    assertThat(new WebGpu(new VulkanCards(false, List.of())).problem(0))
        .contains("libvulkan.so.1")
        .contains("Install");
  }

  @Test
  void problem_withoutADriver_saysWhatToInstall() {
    assertThat(new WebGpu(new VulkanCards(true, List.of())).problem(0))
        .isEqualTo("no driver offers Vulkan. Install the current driver of your graphics card.");
  }

  @Test
  void problem_numberOfNoCard_namesThoseThatAreThere() {
    assertThat(new WebGpu(new VulkanCards(true, List.of(ARC))).problem(7))
        .isEqualTo("there is no webgpu:7. There is webgpu:0 (Arc A770).");
  }

  @Test
  void problem_cardThatIsThere_isNone() {
    WebGpu both = new WebGpu(new VulkanCards(true, List.of(ARC, PIPE)));

    assertThat(both.problem(0)).isNull();
    assertThat(both.problem(1)).isNull();
  }

  @Test
  void problem_secondCardWhereCardsAreNotListed_pointsToTheSystemsSettings() {
    WebGpu unlisted = new WebGpu(null);

    assertThat(unlisted.problem(0)).isNull();
    assertThat(unlisted.problem(1)).contains("only the first card").contains("settings");
  }

  @Test
  void works_severalCards_namesAll() {
    assertThat(new WebGpu(new VulkanCards(true, List.of(ARC, PIPE))).works(0))
        .isEqualTo("works on Arc A770. There are webgpu:0 (Arc A770), webgpu:1 (llvmpipe).");
  }

  @Test
  void works_softwareDriver_saysThatItIsNone() {
    assertThat(new WebGpu(new VulkanCards(true, List.of(PIPE))).works(0))
        .contains("llvmpipe is a software driver")
        .doesNotContain("There are");
  }

  @Test
  void addTo_whereThereIsAProblem_failsWithIt() throws Exception {
    OnnxRuntime.environment();
    WebGpu none = new WebGpu(new VulkanCards(true, List.of()));
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      assertThatThrownBy(() -> none.addTo(options, 0))
          .isInstanceOf(OrtException.class)
          .hasMessageContaining("no driver offers Vulkan");
    }
  }

  @Test
  void hold_environmentThatIsThere_isPossible() throws Exception {
    OnnxRuntime.environment();

    assertThat(HeldEnvironment.hold()).isTrue();
  }

  @Test
  void selector_isWhatVulkansLoaderReads() {
    assertThat(ARC.selector()).isEqualTo("0x8086:0x56a0");
  }

  @Test
  void cardsOfTheSystem_areInOrderAndNamed() {
    VulkanCards cards = VulkanCards.ofTheSystem();

    assertThat(cards.cards()).isSortedAccordingTo((a, b) -> a.type().compareTo(b.type()));
    assertThat(cards.cards()).allMatch(card -> !card.name().isBlank());
    assertThat(cards.hasLoader() || cards.cards().isEmpty()).isTrue();
  }
}
