/**
 * What lies over the canvas and says how before and after compare. Uses the canvas, the mask, keys
 * and texts. Start reading at {@link afterimage.ui.compare.GainBar} and {@link
 * afterimage.ui.compare.LikenessBadge}.
 */
@NullMarked
package afterimage.ui.compare;

import org.jspecify.annotations.NullMarked;
