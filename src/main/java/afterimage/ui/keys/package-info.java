/**
 * The sheet that lists all keys, and the page that changes them. Uses the commands and the texts.
 * Start reading at {@link afterimage.ui.keys.KeyPages}.
 */
@NullMarked
package afterimage.ui.keys;

import org.jspecify.annotations.NullMarked;
