package afterimage.onnx.device;

import afterimage.checkpoint.network.GraphForm;
import afterimage.engine.Device;
import afterimage.engine.DeviceCheck;
import afterimage.engine.DeviceReport;
import afterimage.engine.EngineException;
import afterimage.message.Messages;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.Providers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The devices that models can run on, and the choice among them. Those other than the processor are
 * tried first, each in a process of its own, and timed; the fastest that computes what it should is
 * taken. Where there is nothing but the processor, no process is started.
 *
 * <p>Thread-safe; one call waits for the trials of another.
 */
public final class Devices {
  private final Offer offer;
  private final Trials trials;
  private final TrialMemory memory;
  private final Set<String> told = new HashSet<>();
  private @Nullable String fingerprint;
  private Map<Device, Trial> known = new LinkedHashMap<>();

  /**
   * @param file where trials are remembered; null to remember none
   */
  public Devices(@Nullable Path file) {
    this(Devices::builtIn, new Trials(), new TrialMemory(file));
  }

  Devices(Offer offer, Trials trials, TrialMemory memory) {
    this.offer = offer;
    this.trials = trials;
    this.memory = memory;
  }

  /** What there is to be tried. */
  interface Offer {
    /**
     * The devices for which ONNX Runtime is built, whether the machine has them or not.
     *
     * @throws EngineException if it does not start
     */
    List<Device> devices() throws EngineException;

    /** How many cards there are for a kind whose first one works. */
    default int cards(Device.Kind kind) {
      return Providers.cards(kind);
    }

    /** Whether the machine may have any of them besides the processor. */
    default boolean card() {
      return GraphicsDrivers.current().card();
    }
  }

  /** A verdict on every kind, those that work first, the fastest of them first. */
  public synchronized DeviceReport report() {
    try {
      tryCandidates();
    } catch (EngineException e) {
      // The verdicts say so.
    }
    return verdicts();
  }

  /** The same, after all were tried anew. */
  public synchronized DeviceReport measure() {
    try {
      List<Device> devices = offer.devices();
      known.clear();
      memory.write(fingerprint(), List.of());
      measure(devices);
    } catch (EngineException e) {
      // The verdicts say so.
    }
    return verdicts();
  }

  /** Compares what a device computes with what it should. */
  public synchronized DeviceCheck check(Device wish) {
    Device device = wish;
    try {
      if (wish.kind() == Device.Kind.AUTO) {
        device = fastest().device();
      }
      if (!offers(device)) {
        return Verdicts.notCheckable(device, Providers.notBuiltIn(device.kind()));
      }
      return Verdicts.check(checked(device));
    } catch (EngineException e) {
      return Verdicts.notCheckable(device, e.what());
    }
  }

  /**
   * The provider for a wish. For {@code auto} the fastest that works; what was tried but does not
   * work is told to {@code notices}, once.
   *
   * @throws EngineException if the device was named and doesn't work, or ONNX Runtime does not
   *     start
   */
  public synchronized Provider choose(Device wish, Consumer<String> notices)
      throws EngineException {
    if (wish.kind() != Device.Kind.AUTO) {
      Optional<String> problem = problem(wish, notices);
      if (problem.isPresent()) {
        throw new EngineException(
            Messages.of("onnx.device", wish, problem.get()),
            Messages.of("onnx.device.remedy"),
            EngineException.Alternative.ANOTHER_DEVICE,
            null);
      }
      return new Provider(wish);
    }
    if (!isTried()) {
      notices.accept(Messages.of("onnx.measuring"));
    }
    Provider fastest = fastest();
    known.values().stream()
        .filter(trial -> !trial.works() && trial.device().kind() != Device.Kind.CPU)
        .forEach(
            trial ->
                tellOnce(
                    Messages.of("onnx.deviceNotUsed", trial.device(), Verdicts.reason(trial)),
                    notices));
    tellForm(known.get(fastest.device()), notices);
    return fastest;
  }

  /** How graphs are made for a device, after what is known of it. */
  public synchronized GraphForm form(Device device) {
    Trial trial = known.get(device);
    return trial == null ? GraphForm.of(device) : trial.form();
  }

  private Provider fastest() throws EngineException {
    tryCandidates();
    Optional<Trial> best =
        known.values().stream()
            .filter(trial -> trial.works() && trial.checked())
            .min(
                Comparator.comparing(
                    Trial::speed, Comparator.nullsLast(Comparator.naturalOrder())));
    if (best.isPresent()
        && best.get().speed() != null
        && best.get().device().kind() != Device.Kind.CPU) {
      return new Provider(best.get().device());
    }
    Optional<String> complaint = Providers.complaint(Device.CPU);
    if (complaint.isPresent()) {
      throw new EngineException(
          Messages.of("onnx.noDevice"),
          Messages.of("onnx.noDevice.remedy"),
          EngineException.Alternative.ANOTHER_DEVICE,
          null);
    }
    return new Provider(Device.CPU);
  }

  private Optional<String> problem(Device device, Consumer<String> notices) throws EngineException {
    if (!offers(device)) {
      return Optional.of(Providers.notBuiltIn(device.kind()));
    }
    if (device.kind() == Device.Kind.CPU) {
      return Providers.complaint(device);
    }
    Trial trial = knownOf(device);
    if (trial == null || !trial.isSettled()) {
      notices.accept(Messages.of("onnx.checking", device));
      trial = checked(device);
    }
    if (trial.outcome() == Trial.Outcome.NOT_TRIED) {
      return Providers.complaint(device).map(why -> Providers.reason(device, why));
    }
    tellForm(trial, notices);
    return trial.works() ? Optional.empty() : Optional.of(Verdicts.reason(trial));
  }

  private void tellForm(@Nullable Trial trial, Consumer<String> notices) {
    if (trial != null && trial.works() && trial.form().isReducedFor(trial.device())) {
      tellOnce(Verdicts.otherForm(trial), notices);
    }
  }

  private void tellOnce(String notice, Consumer<String> notices) {
    if (told.add(notice)) {
      notices.accept(notice);
    }
  }

  /** Checked now; what was measured before stays known. */
  private Trial checked(Device device) throws EngineException {
    Trial before = knownOf(device);
    Trial trial = trials.run(new TrialProcess.Order(device, libraries(), false, 0));
    if (before != null && before.speed() != null && trial.works()) {
      trial =
          new Trial(
              device,
              trial.outcome(),
              trial.at(),
              trial.detail(),
              trial.form(),
              trial.results(),
              before.speed());
    }
    remember(trial);
    return trial;
  }

  private boolean isTried() throws EngineException {
    List<Device> candidates = candidates();
    return candidates.size() < 2 || remembered().keySet().containsAll(candidates);
  }

  /** Tries what is not known yet; with a processor alone there is no choice. */
  private void tryCandidates() throws EngineException {
    if (!isTried()) {
      measure(candidates());
    }
  }

  /**
   * The processor comes first: what is slower need not be checked. Other cards come after the first
   * of their kind, if that works: their drivers are asked only then.
   */
  private void measure(List<Device> devices) throws EngineException {
    double enough = 0;
    List<Device> ordered = new ArrayList<>(devices);
    ordered.sort(Comparator.comparing(device -> device.kind() != Device.Kind.CPU));
    for (int i = 0; i < ordered.size(); i++) {
      Device device = ordered.get(i);
      Trial trial = trials.run(new TrialProcess.Order(device, libraries(), true, enough));
      remember(trial);
      DeviceReport.Speed speed = trial.speed();
      if (device.kind() == Device.Kind.CPU && trial.works() && speed != null) {
        enough = speed.convolution() + speed.attention();
      }
      if (device.index() == 0 && trial.works()) {
        for (int card = 1; card < offer.cards(device.kind()); card++) {
          ordered.add(new Device(device.kind(), card));
        }
      }
    }
  }

  private void remember(Trial trial) throws EngineException {
    remembered().put(trial.device(), trial);
    memory.write(fingerprint(), known.values());
  }

  private @Nullable Trial knownOf(Device device) throws EngineException {
    return remembered().get(device);
  }

  private Map<Device, Trial> remembered() throws EngineException {
    String now = fingerprint();
    if (!now.equals(fingerprint)) {
      fingerprint = now;
      known = memory.read(now);
    }
    return known;
  }

  /** What is offered, if the machine may have it, too. */
  private List<Device> candidates() throws EngineException {
    List<Device> devices = offer.devices();
    return devices.size() < 2 || offer.card() ? devices : List.of(Device.CPU);
  }

  private boolean offers(Device device) throws EngineException {
    return offer.devices().stream().anyMatch(one -> one.kind() == device.kind());
  }

  private static List<Device> builtIn() throws EngineException {
    List<Device> devices = new ArrayList<>();
    for (Device.Kind kind : Device.Kind.running()) {
      if (Providers.isBuiltIn(kind)) {
        devices.add(new Device(kind, 0));
      }
    }
    return devices;
  }

  private String fingerprint() throws EngineException {
    List<Device.Kind> kinds = offer.devices().stream().map(Device::kind).toList();
    return Fingerprint.of(Providers.runtime(), libraries(), kinds, GraphicsDrivers.current());
  }

  /** Where ONNX Runtime has its libraries from, once it has started. */
  private static String libraries() {
    return System.getProperty(TrialProcess.LIBRARIES, "");
  }

  private DeviceReport verdicts() {
    List<DeviceReport.Verdict> verdicts = new ArrayList<>();
    for (Device.Kind kind : Device.Kind.running()) {
      verdicts.add(verdict(bestOf(kind)));
    }
    verdicts.sort(
        Comparator.comparing((DeviceReport.Verdict verdict) -> !verdict.usable())
            .thenComparing(
                DeviceReport.Verdict::speed, Comparator.nullsLast(Comparator.naturalOrder())));
    return new DeviceReport(Providers.runtime(), List.copyOf(verdicts));
  }

  /** The card of a kind that {@code auto} would take. */
  private Device bestOf(Device.Kind kind) {
    return known.values().stream()
        .filter(trial -> trial.device().kind() == kind && trial.works() && trial.checked())
        .min(Comparator.comparing(Trial::speed, Comparator.nullsLast(Comparator.naturalOrder())))
        .map(Trial::device)
        .orElse(new Device(kind, 0));
  }

  private DeviceReport.Verdict verdict(Device device) {
    Device.Kind kind = device.kind();
    try {
      if (!offers(device)) {
        return Verdicts.unusable(kind, Providers.notBuiltIn(kind));
      }
      Trial trial = knownOf(device);
      if (trial != null && trial.outcome() != Trial.Outcome.NOT_TRIED) {
        return Verdicts.of(trial);
      }
      if (kind != Device.Kind.CPU) {
        String why = trial == null ? Messages.of("onnx.noCard") : Verdicts.reason(trial);
        return Verdicts.unusable(kind, Providers.reason(device, why));
      }
      return Providers.complaint(device)
          .map(why -> Verdicts.unusable(kind, why))
          .orElse(new DeviceReport.Verdict(kind, true, Messages.of("onnx.works"), null));
    } catch (EngineException e) {
      return Verdicts.unusable(kind, e.what());
    }
  }
}
