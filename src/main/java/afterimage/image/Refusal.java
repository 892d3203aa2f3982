package afterimage.image;

import afterimage.message.Messages;
import java.io.IOException;

/** Why a picture is not taken, found by looking at its bytes; whoever knows its name tells it. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  /** The reasons, each with a sentence of its own. */
  enum Reason {
    EMPTY("image.empty", "image.again"),
    UNKNOWN("image.unknown", "image.unknown.remedy"),
    VIDEO("image.video", "image.video.remedy"),
    DAMAGED("image.damaged", "image.again"),
    CUT("image.cut", "image.again"),
    NO_PIXELS("image.pixels", "image.again"),
    HOLLOW("image.hollow", "image.again"),
    LARGE("image.large", "image.smaller"),
    TOO_SLOW("image.slow", "image.slow.remedy"),
    COMPRESSION("image.compression", "image.video.remedy");

    private final String what;
    private final String remedy;

    Reason(String what, String remedy) {
      this.what = what;
      this.remedy = remedy;
    }
  }

  private final Reason reason;
  private final Number[] numbers;

  /**
   * @param detail for the log
   * @param numbers for the sentence, behind the name: width, height, megapixels that fit
   */
  Refusal(Reason reason, String detail, Number... numbers) {
    super(detail);
    this.reason = reason;
    this.numbers = numbers.clone();
  }

  static Refusal damaged(String detail) {
    return new Refusal(Reason.DAMAGED, detail);
  }

  static Refusal cut(String detail) {
    return new Refusal(Reason.CUT, detail);
  }

  /** The same for the user, with the picture's name. */
  PictureException of(String name) {
    Object[] values = new Object[numbers.length + 1];
    values[0] = name;
    System.arraycopy(numbers, 0, values, 1, numbers.length);
    return new PictureException(
        Messages.of(reason.what, values),
        Messages.of(reason.remedy, PictureFormat.readableNames()),
        this);
  }
}
