/**
 * Which models are installed, and where they are looked for. Uses the engine's contract and
 * settings. Start reading at {@link afterimage.catalog.ModelCatalog}.
 */
@NullMarked
package afterimage.catalog;

import org.jspecify.annotations.NullMarked;
