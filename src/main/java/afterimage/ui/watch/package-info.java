/**
 * A watched folder in the studio: {@link afterimage.ui.watch.WatchModel} refines what comes into
 * it, {@link afterimage.ui.watch.WatchButton} shows that it does, and stops it.
 */
@NullMarked
package afterimage.ui.watch;

import org.jspecify.annotations.NullMarked;
