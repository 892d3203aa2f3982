/**
 * What lies over the canvas and says how before and after compare. Uses the canvas, keys and texts.
 * Start reading at {@link afterimage.ui.compare.GainBar}.
 */
@NullMarked
package afterimage.ui.compare;

import org.jspecify.annotations.NullMarked;
