/**
 * What the user chose and the program remembers, and the platform's folders where it lies. Uses the
 * engine's contract, whole files, the guard, sentences and Jackson only. Start reading at {@link
 * afterimage.settings.Settings}.
 */
@NullMarked
package afterimage.settings;

import org.jspecify.annotations.NullMarked;
