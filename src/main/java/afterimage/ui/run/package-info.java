/**
 * A refine as the window sees it: starting, watching and cancelling it. Uses the queue, the session
 * and the inspector's values. Start reading at {@link afterimage.ui.run.RefineControl}.
 */
@NullMarked
package afterimage.ui.run;

import org.jspecify.annotations.NullMarked;
