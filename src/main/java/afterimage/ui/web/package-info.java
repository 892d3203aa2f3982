/**
 * Pictures that are dropped or pasted as addresses. Uses the JDK's HTTP client and the texts; asks
 * the network for nothing but what the user dropped. Start reading at {@link
 * afterimage.ui.web.Download}.
 */
@NullMarked
package afterimage.ui.web;

import org.jspecify.annotations.NullMarked;
