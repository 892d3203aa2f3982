package afterimage.catalog.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import afterimage.catalog.PublishedModel;
import afterimage.catalog.PublishedModels;
import afterimage.engine.EngineException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubEndpointTest {
  private static final PublishedModel REFINER =
      PublishedModels.shipped().find("sdxl-refiner-1.0").orElseThrow();

  @Test
  void fileOf_noEnvironment_isHuggingFacesOwnWithoutSecrets() throws EngineException {
    RemoteFile file = HubEndpoint.of(Map.of()).fileOf(REFINER);

    assertThat(file.address())
        .hasHost("huggingface.co")
        .hasPath(
            "/stabilityai/stable-diffusion-xl-refiner-1.0/resolve/"
                + "5d4cfe854c9a9a87939ff3653551c2b3c99a4356/sd_xl_refiner_1.0.safetensors");
    assertThat(file.secrets()).isEmpty();
    assertThat(file.bytes()).isEqualTo(6_075_981_930L);
  }

  @ParameterizedTest
  @CsvSource({
    "https://mirror.example/, true",
    "http://127.0.0.1:8000, true",
    "http://localhost:8000, true",
    "http://mirror.example, false",
    "http://192.168.1.2, false",
    "http://127.0.0.1.example, false",
  })
  void fileOf_token_isSentOnlyWhereNobodyCanReadIt(String endpoint, boolean sent)
      throws EngineException {
    RemoteFile file =
        HubEndpoint.of(Map.of("HF_ENDPOINT", endpoint, "HF_TOKEN", "hf_x")).fileOf(REFINER);

    assertThat(file.secrets()).isEqualTo(sent ? Map.of("Authorization", "Bearer hf_x") : Map.of());
    assertThat(file.toString()).doesNotContain("hf_x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mirror.example", "file:///etc", "https://", "https://me:you@a.example"})
  void fileOf_noWebAddress_saysSo(String endpoint) {
    HubEndpoint hub = HubEndpoint.of(Map.of("HF_ENDPOINT", endpoint));

    assertThatThrownBy(() -> hub.fileOf(REFINER)).hasMessageContaining("HF_ENDPOINT");
  }
}
