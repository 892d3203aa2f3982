package afterimage.image;

import java.util.List;

/**
 * A picture and what its file said of it.
 *
 * @param picture upright and in sRGB
 * @param metadata everything else that is kept
 * @param notices what of the file was left out, one sentence each, for the user
 */
public record DecodedPicture(Picture picture, PictureMetadata metadata, List<String> notices) {
  public DecodedPicture {
    notices = List.copyOf(notices);
  }
}
