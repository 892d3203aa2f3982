/**
 * Requests to web servers, as pictures and models are fetched: by way of the user's proxies, and
 * never sent on to a nearer host. Stands below all other packages. Start reading at {@link
 * afterimage.web.WebClient}.
 */
@NullMarked
package afterimage.web;

import org.jspecify.annotations.NullMarked;
