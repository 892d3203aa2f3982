/**
 * Fetches a published model's file so that it is there whole and right, or not at all: interrupted
 * as often as it may be, and gone on with where it stopped. Start reading at {@link
 * afterimage.catalog.download.FileDownload}.
 */
@NullMarked
package afterimage.catalog.download;

import org.jspecify.annotations.NullMarked;
