/**
 * The cards of the first start. Uses the studio's pages, look and texts. Start reading at {@link
 * afterimage.ui.welcome.Welcome}.
 */
@NullMarked
package afterimage.ui.welcome;

import org.jspecify.annotations.NullMarked;
