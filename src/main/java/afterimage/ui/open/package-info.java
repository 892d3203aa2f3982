/**
 * The way in for everything that is opened: dropped, chosen, pasted, fetched from an address, or
 * left by the last session. Uses pictures, the session, the queue and the JDK's HTTP client; asks
 * the network for nothing but what the user dropped. Start reading at {@link
 * afterimage.ui.open.Importer}.
 */
@NullMarked
package afterimage.ui.open;

import org.jspecify.annotations.NullMarked;
