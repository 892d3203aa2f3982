/**
 * The window: toolbar, canvas, panels, status line, and what the canvas says while nothing is open.
 * Uses every other room; none uses it. Start reading at {@link afterimage.ui.shell.StudioWindow}.
 */
@NullMarked
package afterimage.ui.shell;

import org.jspecify.annotations.NullMarked;
