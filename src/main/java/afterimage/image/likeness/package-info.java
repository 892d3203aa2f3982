/**
 * How alike two pictures are, and the promise that they stay so. May use {@code image}. Start
 * reading at {@link afterimage.image.likeness.LikenessFloor}.
 */
@NullMarked
package afterimage.image.likeness;

import org.jspecify.annotations.NullMarked;
