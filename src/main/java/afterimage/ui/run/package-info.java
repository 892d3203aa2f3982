/**
 * Refining a picture as the window sees it: starting, watching and cancelling it, and looking back
 * at its steps. Uses the queue, the session and the inspector's values. Start reading at {@link
 * afterimage.ui.run.RunModel}.
 */
@NullMarked
package afterimage.ui.run;

import org.jspecify.annotations.NullMarked;
