/**
 * What the user is told, as models that are there before the window, and the messages over it. Uses
 * AtlantaFX and the look. Start reading at {@link afterimage.ui.notice.Notices}.
 */
@NullMarked
package afterimage.ui.notice;

import org.jspecify.annotations.NullMarked;
