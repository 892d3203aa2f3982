/**
 * Files in the safetensors format: a header that is believed only after it was checked against the
 * file, and a look at the weights' bytes. Uses the JDK, Jackson and {@code engine}'s exception
 * only. Start reading at {@link afterimage.checkpoint.safetensors.SafetensorsHeader}.
 */
@NullMarked
package afterimage.checkpoint.safetensors;

import org.jspecify.annotations.NullMarked;
