/**
 * Text to image: the page on which a picture is made from a prompt alone. Uses the inspector's
 * fields and puts orders into the queue. Start reading at {@link
 * afterimage.ui.generate.GeneratePictures}.
 */
@NullMarked
package afterimage.ui.generate;

import org.jspecify.annotations.NullMarked;
