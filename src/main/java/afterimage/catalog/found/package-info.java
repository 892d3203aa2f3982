/**
 * Models that are on this computer already, for another program: found where such programs keep
 * them, and used there. Nothing is copied, changed or looked for anywhere else. Start reading at
 * {@link afterimage.catalog.found.FoundModels}.
 */
@NullMarked
package afterimage.catalog.found;

import org.jspecify.annotations.NullMarked;
