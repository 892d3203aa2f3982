/**
 * What pages over the window are made of. Uses AtlantaFX and the texts. Start reading at {@link
 * afterimage.ui.page.Pages}.
 */
@NullMarked
package afterimage.ui.page;

import org.jspecify.annotations.NullMarked;
