/**
 * Readers of the golden data that reference tests compare with. Uses tensors, Jackson and the JDK.
 * Start reading at {@link afterimage.reference.ReferenceFolder}.
 */
@NullMarked
package afterimage.reference;

import org.jspecify.annotations.NullMarked;
