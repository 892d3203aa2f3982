/**
 * Pixels, colour and metadata: what a picture is before and after a model sees it. Uses the JDK's
 * ImageIO, TwelveMonkeys and, to write WebP, libwebp only. Start reading at {@link
 * afterimage.image.Picture}.
 */
@NullMarked
package afterimage.image;

import org.jspecify.annotations.NullMarked;
