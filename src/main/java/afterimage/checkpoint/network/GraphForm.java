package afterimage.checkpoint.network;

import afterimage.engine.Device;
import java.util.Set;

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

  /** What suits a device that computes as it should. */
  public static GraphForm of(Device device) {
    return of(Flavour.of(device));
  }
}
