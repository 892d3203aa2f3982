/**
 * Short messages over the window. Uses AtlantaFX and this studio's texts and look. Start reading at
 * {@link afterimage.ui.toast.Toasts}.
 */
@NullMarked
package afterimage.ui.toast;

import org.jspecify.annotations.NullMarked;
