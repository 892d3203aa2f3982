package afterimage.onnx.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import afterimage.checkpoint.network.Block;
import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With real processes, one of which stands for a graphics card. */
class DevicesTest {
  private static final Devices.Offer CARD_AND_PROCESSOR = offer(TriedDevice.CARD, Device.CPU);

  @TempDir private Path folder;
  private final List<String> notices = new ArrayList<>();

  /** A process begins within that time, also where much else runs. */
  private static final int SILENCE = 10;

  /** Of a machine that may have a graphics card. */
  private static Devices.Offer offer(Device... devices) {
    return new Devices.Offer() {
      @Override
      public List<Device> devices() {
        return List.of(devices);
      }

      @Override
      public boolean card() {
        return true;
      }
    };
  }

  @Test
  void choose_noCardInTheMachine_startsNoProcess() throws Exception {
    Devices devices =
        new Devices(
            new Devices.Offer() {
              @Override
              public List<Device> devices() {
                return List.of(TriedDevice.CARD, Device.CPU);
              }

              @Override
              public boolean card() {
                return false;
              }
            },
            new Trials(TriedDevice.unwanted(), Duration.ofSeconds(1), Duration.ofSeconds(1)),
            memory());

    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(Device.CPU);
    assertThat(verdict(devices, Device.Kind.DIRECTML).usable()).isFalse();
    assertThat(notices).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void choose_processorAlone_startsNoProcessAndRemembersNothing() throws Exception {
    Devices devices =
        new Devices(
            offer(Device.CPU),
            new Trials(TriedDevice.unwanted(), Duration.ofSeconds(1), Duration.ofSeconds(1)),
            memory());

    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(Device.CPU);
    assertThat(devices.choose(Device.CPU, notices::add).device()).isEqualTo(Device.CPU);
    assertThat(devices.report().verdicts().getFirst().usable()).isTrue();
    assertThat(notices).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void report_fastCard_isFirstWithItsFigures() {
    DeviceReport report =
        new Devices(
                CARD_AND_PROCESSOR,
                new Trials(
                    TriedDevice.besideTheProcessor(TriedDevice.Driver.FAST),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(4)),
                memory())
            .report();

    assertThat(report.verdicts())
        .extracting(DeviceReport.Verdict::kind)
        .startsWith(Device.Kind.DIRECTML, Device.Kind.CPU);
    assertThat(report.verdicts())
        .filteredOn(DeviceReport.Verdict::usable)
        .extracting(DeviceReport.Verdict::speed)
        .doesNotContainNull();
    assertThat(report.verdicts().get(1).reason()).contains("Convolutions take");
  }

  @Test
  void choose_fastCard_isTakenAndNotTriedTwice() throws Exception {
    Devices devices = devices(TriedDevice.Driver.FAST);
    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(TriedDevice.CARD);
    assertThat(notices).hasSize(1).first().asString().contains("Measuring the devices");

    Devices later = remembering();

    assertThat(later.choose(Device.AUTO, notices::add).device()).isEqualTo(TriedDevice.CARD);
    assertThat(later.choose(TriedDevice.CARD, notices::add).device()).isEqualTo(TriedDevice.CARD);
    assertThat(notices).hasSize(1);
  }

  /** As a driver that computes on the processor is. */
  @Test
  void choose_slowCard_isLeftAsideWithoutAWord() throws Exception {
    Devices devices = devices(TriedDevice.Driver.SLOW);

    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(Device.CPU);
    assertThat(notices).hasSize(1);
    assertThat(verdict(devices, Device.Kind.DIRECTML).reason()).contains("The processor is faster");
  }

  @ParameterizedTest
  @CsvSource({
    "CRASHES,crashed while this was tried: UNet (exit code 1)",
    "IS_KILLED,crashed while this was tried: UNet (exit code 137)",
    "HANGS,did not answer for 10 seconds while this was tried: UNet",
    "RAVES,did not answer for 10 seconds",
    "IS_WRONG,results are wrong: group normalization. Update",
    "IS_MISSING,no adapter was found",
    "HAS_NO_MEMORY,it could not be tried: java.lang.OutOfMemoryError: heap"
  })
  @EnabledOnOs(OS.LINUX) // Exit codes elsewhere are others.
  void choose_cardThatFails_isMarkedToldAndTheProcessorTaken(
      TriedDevice.Driver driver, String reason) throws Exception {
    Devices devices = devices(driver);

    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(Device.CPU);

    assertThat(notices)
        .hasSize(2)
        .last()
        .asString()
        .startsWith("directml is not used")
        .contains(reason);
    DeviceReport.Verdict verdict = verdict(devices, Device.Kind.DIRECTML);
    assertThat(verdict.usable()).isFalse();
    assertThat(verdict.reason()).contains(reason);
    assertThat(Files.readString(file())).contains("CPU").doesNotContain("\u001b");
    if (driver != TriedDevice.Driver.HAS_NO_MEMORY) { // That says nothing about the card.
      assertThat(verdict(remembering(), Device.Kind.DIRECTML).reason()).isEqualTo(verdict.reason());
    }
  }

  @Test
  void choose_namedCardThatCrashed_isRefusedWithTheReason() {
    Devices devices = devices(TriedDevice.Driver.CRASHES);

    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(() -> devices.choose(TriedDevice.CARD, notices::add))
        .withMessageContaining("directml")
        .withMessageContaining("crashed");
  }

  @Test
  void check_cardWithWrongResults_namesTheBlock() {
    DeviceCheck check = devices(TriedDevice.Driver.IS_WRONG).check(TriedDevice.CARD);

    assertThat(check.usable()).isFalse();
    assertThat(check.blocks())
        .filteredOn(block -> !block.right())
        .extracting(DeviceCheck.Block::name)
        .containsExactly("group normalization");
  }

  @Test
  void check_processor_agreesInEveryBlock() {
    DeviceCheck check = new Devices(file()).check(Device.CPU);

    assertThat(check.usable()).isTrue();
    assertThat(check.blocks())
        .hasSize(Block.values().length)
        .allMatch(block -> block.right() && block.error() < 1e-5);
  }

  @Test
  void measure_afterADriverWasMended_takesTheCard() throws Exception {
    devices(TriedDevice.Driver.CRASHES).report();
    Devices devices = devices(TriedDevice.Driver.FAST);
    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(Device.CPU);

    devices.measure();

    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(TriedDevice.CARD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[1]",
        "{\"fingerprint\":null,\"trials\":[]}",
        "{\"fingerprint\":\"other\",\"trials\":[]}",
        "{\"fingerprint\":\"other\",\"trials\":[null],\"more\":1}"
      })
  void choose_fileOfSomethingElse_isMeasuredAnewAndMended(String content) throws Exception {
    Files.writeString(file(), content);

    Device chosen = devices(TriedDevice.Driver.FAST).choose(Device.AUTO, notices::add).device();

    assertThat(chosen).isEqualTo(TriedDevice.CARD);
    assertThat(remembering().choose(Device.AUTO, notices::add).device())
        .isEqualTo(TriedDevice.CARD);
  }

  @Test
  void choose_anotherListOfDevices_isMeasuredAnew() throws Exception {
    devices(TriedDevice.Driver.FAST).report();
    String before = Files.readString(file());
    Devices.Offer more = offer(TriedDevice.CARD, new Device(Device.Kind.COREML, 0), Device.CPU);

    new Devices(more, trials(TriedDevice.Driver.IS_MISSING), memory()).report();

    assertThat(Files.readString(file())).isNotEqualTo(before).contains("COREML", "UNUSABLE");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void report_fileOfTrials_isItsOwnersAlone() throws Exception {
    devices(TriedDevice.Driver.FAST).report();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  /** A file where the folder should be cannot be written to, not even by root. */
  @Test
  void choose_folderThatCannotBeWritten_isNoError() throws Exception {
    Path blocked = Files.writeString(folder.resolve("blocked"), "text");
    Devices devices =
        new Devices(
            CARD_AND_PROCESSOR,
            trials(TriedDevice.Driver.FAST),
            new TrialMemory(blocked.resolve("devices.json")));

    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(TriedDevice.CARD);
    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(TriedDevice.CARD);
    assertThat(notices).hasSize(1);
    assertThat(blocked).hasContent("text");
  }

  @Test
  void report_twoProgramsAtOnce_leaveAWholeFile() throws Exception {
    Thread other = Thread.ofPlatform().start(() -> devices(TriedDevice.Driver.FAST).report());
    devices(TriedDevice.Driver.FAST).report();
    other.join();

    assertThat(remembering().choose(Device.AUTO, notices::add).device())
        .isEqualTo(TriedDevice.CARD);
    assertThat(folder.toFile().list()).containsExactly("devices.json");
  }

  @Test
  void form_deviceThatWasNotTried_isItsOwn() {
    assertThat(devices(TriedDevice.Driver.HANGS).form(TriedDevice.CARD))
        .isEqualTo(GraphForm.of(TriedDevice.CARD));
  }

  @Test
  void choose_secondCardIsTheFastest_isTakenAndTold() throws Exception {
    Device second = new Device(Device.Kind.DIRECTML, 1);
    Devices.Offer offer =
        new Devices.Offer() {
          @Override
          public List<Device> devices() {
            return List.of(TriedDevice.CARD, Device.CPU);
          }

          @Override
          public int cards(Device.Kind kind) {
            return kind == Device.Kind.DIRECTML ? 2 : 1;
          }

          @Override
          public boolean card() {
            return true;
          }
        };
    Trials.Start start =
        (arguments, in) ->
            TriedDevice.with(
                    Device.parse(arguments.getFirst()).equals(second)
                        ? TriedDevice.Driver.FAST
                        : TriedDevice.Driver.PROCESSOR)
                .of(arguments, in);
    Trials usual = new Trials();
    Devices devices =
        new Devices(offer, new Trials(start, usual.silence(), usual.whole()), memory());

    assertThat(devices.choose(Device.AUTO, notices::add).device()).isEqualTo(second);
    assertThat(verdict(devices, Device.Kind.DIRECTML).speed()).isNotNull();
  }

  private static DeviceReport.Verdict verdict(Devices devices, Device.Kind kind) {
    return devices.report().verdicts().stream()
        .filter(verdict -> verdict.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  private Devices devices(TriedDevice.Driver driver) {
    return new Devices(CARD_AND_PROCESSOR, trials(driver), memory());
  }

  /** A later start, which must know all. */
  private Devices remembering() {
    return new Devices(
        CARD_AND_PROCESSOR,
        new Trials(TriedDevice.unwanted(), Duration.ofSeconds(1), Duration.ofSeconds(1)),
        memory());
  }

  private static Trials trials(TriedDevice.Driver driver) {
    Trials usual = new Trials();
    boolean endless = driver == TriedDevice.Driver.HANGS || driver == TriedDevice.Driver.RAVES;
    return new Trials(
        TriedDevice.with(driver),
        endless ? Duration.ofSeconds(SILENCE) : usual.silence(),
        usual.whole());
  }

  private TrialMemory memory() {
    return new TrialMemory(file());
  }

  private Path file() {
    return folder.resolve("devices.json");
  }
}
