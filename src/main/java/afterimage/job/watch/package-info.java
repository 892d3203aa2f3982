/**
 * Folders whose new pictures are refined as they come: {@link afterimage.job.watch.WatchedFolder}
 * tells which are complete, {@link afterimage.job.watch.WatchRecord} which were refined.
 */
@NullMarked
package afterimage.job.watch;

import org.jspecify.annotations.NullMarked;
