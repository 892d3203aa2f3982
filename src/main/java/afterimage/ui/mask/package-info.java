/**
 * Where a picture may change, painted with a soft brush. Uses the canvas and the session. Start
 * reading at {@link afterimage.ui.mask.MaskModel}.
 */
@NullMarked
package afterimage.ui.mask;

import org.jspecify.annotations.NullMarked;
