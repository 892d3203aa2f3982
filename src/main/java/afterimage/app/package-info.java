/**
 * Entry points, and the one place where objects are wired. May use everything. Start reading at
 * {@link afterimage.app.Main}.
 */
@NullMarked
package afterimage.app;

import org.jspecify.annotations.NullMarked;
