package afterimage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PublishedModelsTest {
  private static final PublishedModels SHIPPED = PublishedModels.shipped();

  @Test
  void shipped_everyModel_canBeAskedForAndSaved() {
    assertThat(SHIPPED.models()).hasSizeGreaterThanOrEqualTo(7);
    assertThat(SHIPPED.models()).extracting(PublishedModel::id).doesNotHaveDuplicates();
    assertThat(SHIPPED.models()).extracting(PublishedModel::saveAs).doesNotHaveDuplicates();
    assertThat(SHIPPED.models())
        .allSatisfy(
            model -> {
              assertThat(model.repository()).matches("[\\w-]+/[\\w.-]+");
              assertThat(model.saveAs()).matches("[\\w.-]+\\.safetensors");
              assertThat(model.purpose()).isNotBlank();
              assertThat(model.terms().address()).startsWith("https://");
              if (model.sha256() != null) {
                assertThat(model.sha256()).matches("[0-9a-f]{64}");
              }
            });
  }

  @Test
  void terms_notKnown_areAskedForOneByOne() {
    Licence hyper = SHIPPED.find("Hyper-SDXL-8steps").orElseThrow().terms();
    Licence lcm = SHIPPED.find("lcm-sdxl").orElseThrow().terms();

    assertThat(hyper.id()).isNotEqualTo(lcm.id());
    assertThat(hyper.title()).contains("ByteDance/Hyper-SD");
  }

  @Test
  void fileOf_knownDigest_namesItsRepository() {
    assertThat(
            PublishedFile.of("31e35c80fc4829d14f90153f4c74cd59c90b779f6afe05a74cd6120b893f7e5b")
                .orElseThrow()
                .name())
        .isEqualTo("sd_xl_base_1.0.safetensors");
    assertThat(PublishedFile.of("8d0ce6c016004cbdacd50f937dad381d8c396628d621a7f97191470532780164"))
        .isPresent();
    assertThat(PublishedFile.of("0".repeat(64))).isEmpty();
  }
}
