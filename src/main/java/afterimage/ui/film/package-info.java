/**
 * The strips of opened pictures and of their versions, and what can be done to either. Uses the
 * session, the export and JavaFX. Start reading at {@link afterimage.ui.film.Filmstrip}.
 */
@NullMarked
package afterimage.ui.film;

import org.jspecify.annotations.NullMarked;
