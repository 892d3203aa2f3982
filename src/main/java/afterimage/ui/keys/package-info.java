/**
 * The keys of the window and the sheet that lists them. Uses JavaFX and the texts. Start reading at
 * {@link afterimage.ui.keys.Keymap}.
 */
@NullMarked
package afterimage.ui.keys;

import org.jspecify.annotations.NullMarked;
