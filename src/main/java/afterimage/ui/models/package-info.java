/**
 * The models in the studio: what is installed, and how another one is added, chosen, checked and
 * forgotten. Start reading at {@link afterimage.ui.models.Models}.
 */
@NullMarked
package afterimage.ui.models;

import org.jspecify.annotations.NullMarked;
