package afterimage.checkpoint.network;

import afterimage.engine.Device;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a model's graphs are made for a device.
 *
 * @param flavour which operators they have
 * @param portable operations that take the portable flavour's operators all the same, since the
 *     device computes its own wrongly or not at all
 */
public record GraphForm(Flavour flavour, Set<Operation> portable) {

  public GraphForm {
    portable = Set.copyOf(portable);
  }

  /** A flavour as it is. */
  public static GraphForm of(Flavour flavour) {
    return new GraphForm(flavour, Set.of());
  }

  /** What every device of its kind can run, before more is known of it. */
  public static GraphForm of(Device device) {
    return of(Flavour.of(device));
  }

  /** What a device might run, the fastest first; the portable form is always the last. */
  public static List<GraphForm> candidates(Device device) {
    Stream<Flavour> own =
        device.kind() == Device.Kind.WEBGPU
            ? Stream.of(Flavour.WEBGPU_HALF, Flavour.WEBGPU)
            : Stream.of(Flavour.of(device));
    return Stream.concat(own, Stream.of(Flavour.PORTABLE)).distinct().map(GraphForm::of).toList();
  }

  /** Whether it is another than a device of that kind should have. */
  public boolean isReducedFor(Device device) {
    return !portable.isEmpty()
        || (flavour == Flavour.PORTABLE && Flavour.of(device) != Flavour.PORTABLE);
  }
}
