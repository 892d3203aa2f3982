/**
 * Settings that pictures carry, whichever program wrote them. Uses picture metadata, the guard and
 * Jackson. Start reading at {@link afterimage.settings.found.FoundSettings}.
 */
@NullMarked
package afterimage.settings.found;

import org.jspecify.annotations.NullMarked;
