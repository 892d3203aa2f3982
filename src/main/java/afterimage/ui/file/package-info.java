/**
 * Pictures coming in (drop, paste, open) and going out (save). Uses pictures, the session and the
 * platform's dialogs behind an interface. Start reading at {@link afterimage.ui.file.Importer}.
 */
@NullMarked
package afterimage.ui.file;

import org.jspecify.annotations.NullMarked;
