/**
 * Presets: settings with a name, used again, saved, shared. Uses the settings, the inspector's
 * values and the platform's dialogs. Start reading at {@link afterimage.ui.preset.Presets}.
 */
@NullMarked
package afterimage.ui.preset;

import org.jspecify.annotations.NullMarked;
