/**
 * Short messages over the window. Uses AtlantaFX and the look. Start reading at {@link
 * afterimage.ui.notice.Toasts}.
 */
@NullMarked
package afterimage.ui.notice;

import org.jspecify.annotations.NullMarked;
