/**
 * Results going out: the export page, copying, dragging. Uses pictures, the session and the
 * platform's dialogs. Start reading at {@link afterimage.ui.export.Exports}.
 */
@NullMarked
package afterimage.ui.export;

import org.jspecify.annotations.NullMarked;
