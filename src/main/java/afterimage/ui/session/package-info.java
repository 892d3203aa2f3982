/**
 * What the user works on: pictures, their versions, and which of them is on the canvas. Uses
 * pictures and observable values; has no views. Start reading at {@link
 * afterimage.ui.session.Session}.
 */
@NullMarked
package afterimage.ui.session;

import org.jspecify.annotations.NullMarked;
