/**
 * What the desktop offers: its file dialogs, its file manager, its notifications. Uses other
 * programs and JavaFX. Start reading at {@link afterimage.ui.desktop.FileDialogs}.
 */
@NullMarked
package afterimage.ui.desktop;

import org.jspecify.annotations.NullMarked;
