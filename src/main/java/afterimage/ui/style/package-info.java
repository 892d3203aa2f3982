/**
 * The look: theme, font and icons. Uses AtlantaFX, Ikonli and the settings. Start reading at {@link
 * afterimage.ui.style.StudioTheme}.
 */
@NullMarked
package afterimage.ui.style;

import org.jspecify.annotations.NullMarked;
