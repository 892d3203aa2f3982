package afterimage.catalog;

import afterimage.message.Messages;
import java.util.List;

/**
 * A licence whose terms a user accepts once.
 *
 * @param id under which the acceptance is recorded
 * @param title its name
 * @param address where its full text is
 * @param summary what it grants and asks, a sentence each
 * @param restrictions what the model must not be used for
 */
public record Licence(
    String id, String title, String address, List<String> summary, List<String> restrictions) {

  /** The licence of Stable Diffusion XL 1.0, base and refiner, and of what derives from them. */
  public static final Licence OPEN_RAIL =
      new Licence(
          "openrail++-m",
          "CreativeML Open RAIL++-M",
          "https://huggingface.co/stabilityai/stable-diffusion-xl-refiner-1.0/blob/main/LICENSE.md",
          List.of(
              Messages.of("catalog.openrail.use"),
              Messages.of("catalog.openrail.answer"),
              Messages.of("catalog.openrail.pass"),
              Messages.of("catalog.openrail.warranty")),
          List.of(
              Messages.of("catalog.openrail.not.law"),
              Messages.of("catalog.openrail.not.minors"),
              Messages.of("catalog.openrail.not.falsehood"),
              Messages.of("catalog.openrail.not.personal"),
              Messages.of("catalog.openrail.not.defaming"),
              Messages.of("catalog.openrail.not.decisions"),
              Messages.of("catalog.openrail.not.behaviour"),
              Messages.of("catalog.openrail.not.vulnerable"),
              Messages.of("catalog.openrail.not.discriminating"),
              Messages.of("catalog.openrail.not.medical"),
              Messages.of("catalog.openrail.not.justice")));

  /** The MIT licence. */
  public static final Licence MIT =
      new Licence(
          "mit",
          "MIT",
          "https://opensource.org/license/mit",
          List.of(
              Messages.of("catalog.mit.use"),
              Messages.of("catalog.mit.pass"),
              Messages.of("catalog.mit.warranty")),
          List.of());

  /**
   * Of a model whose terms are not known.
   *
   * @param repository that has it
   * @param address where its owner states the terms
   */
  static Licence unknown(String repository, String address) {
    return new Licence(
        "unknown/" + repository,
        Messages.of("catalog.unknown.title", repository),
        address,
        List.of(Messages.of("catalog.unknown.read")),
        List.of());
  }
}
