/**
 * The queue under the canvas, and when each item will be done. Uses the runs. Start reading at
 * {@link afterimage.ui.queue.QueuePane}.
 */
@NullMarked
package afterimage.ui.queue;

import org.jspecify.annotations.NullMarked;
