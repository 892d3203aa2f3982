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
    COMPRESSION("image.compression", "image.video.remedy"),
    MEMORY("image.memory", "image.smaller"),
    /** With the library's title and its packages in Debian and Homebrew. */
    LIBRARY("image.library", "image.library.remedy"),
    NO_PROCESS("image.noProcess", "image.noProcess.remedy");

    private final String what;
    private final String remedy;

    Reason(String what, String remedy) {
      this.what = what;
      this.remedy = remedy;
    }
  }

  private final Reason reason;
  private final Object[] values;

  /**
   * @param detail for the log
   * @param values for the sentences, behind the name: width, height, megapixels that fit
   */
  Refusal(Reason reason, String detail, Object... values) {
    super(detail);
    this.reason = reason;
    this.values = values.clone();
  }

  static Refusal damaged(String detail) {
    return new Refusal(Reason.DAMAGED, detail);
  }

  static Refusal cut(String detail) {
    return new Refusal(Reason.CUT, detail);
  }

  /** The same for the user, with the picture's name. */
  PictureException of(String name) {
    return new PictureException(
        Messages.of(reason.what, behind(name)),
        Messages.of(reason.remedy, behind(PictureFormat.readableNames())),
        this);
  }

  private Object[] behind(String first) {
    Object[] all = new Object[values.length + 1];
    all[0] = first;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }
}
