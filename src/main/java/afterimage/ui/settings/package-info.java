/**
 * The settings page, and what it says about the hardware. Uses the settings store and AtlantaFX.
 * Start reading at {@link afterimage.ui.settings.SettingsPage}.
 */
@NullMarked
package afterimage.ui.settings;

import org.jspecify.annotations.NullMarked;
