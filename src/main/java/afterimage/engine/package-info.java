/**
 * The contract between those who ask for pictures (studio, command line, queue) and those who make
 * them. Uses pictures and sentences only; knows no ONNX and no diffusion. Start reading at {@link
 * afterimage.engine.ImageEngine}.
 *
 * <p>There is one way to make a picture: an {@code ImageRequest}, whose start is a picture, with a
 * {@code Mask} for where it may change, or noise, for models whose {@code generatedSize()} is not
 * null. Settings begin with the model's {@code defaults()}; what is beyond the simple controls is
 * in {@code settings.advanced()}. A second model that only refines may be its {@code RefinerStage}.
 */
@NullMarked
package afterimage.engine;

import org.jspecify.annotations.NullMarked;
