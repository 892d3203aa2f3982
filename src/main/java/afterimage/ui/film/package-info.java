/**
 * The strip of opened pictures. Uses the session and JavaFX. Start reading at {@link
 * afterimage.ui.film.Filmstrip}.
 */
@NullMarked
package afterimage.ui.film;

import org.jspecify.annotations.NullMarked;
