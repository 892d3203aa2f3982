/**
 * The boundary around work on what strangers made: pictures, settings texts, models. Whatever goes
 * wrong inside, or takes too long, ends as one checked exception for that one file. Stands below
 * all others but {@link afterimage.message}. Start reading at {@link afterimage.guard.Guard}.
 */
@NullMarked
package afterimage.guard;

import org.jspecify.annotations.NullMarked;
