/**
 * Trying several settings on the shown picture at once: a strip of strengths, a grid of seeds. Uses
 * the queue, the session and the inspector. Start reading at {@link
 * afterimage.ui.trials.TrialsModel}.
 */
@NullMarked
package afterimage.ui.trials;

import org.jspecify.annotations.NullMarked;
