/**
 * The contract between those who ask for a refined picture (studio, command line, queue) and those
 * who make one. Uses pictures and sentences only; knows no ONNX and no diffusion. Start reading at
 * {@link afterimage.engine.RefineEngine}.
 *
 * <p>To refine: {@code RefineRequest} with the model's {@code defaults()}, changed. What is beyond
 * the simple controls is in {@code settings.advanced()}; begin with {@code
 * model.defaults().advanced()} and the {@code with…} methods. A {@code Mask} limits where.
 *
 * <p>To make pictures from words: offer it for models whose {@code generatedSize()} is not null,
 * and send a {@code GenerateRequest} of that size with {@code advanced().withWatermark(true)}. A
 * second model that only refines ({@code generatedSize() == null}) may be its {@code RefinerStage}.
 * Phases and steps then begin anew with each model and batch; {@code GenerateResult.settings(i)}
 * has the seed of each picture.
 */
@NullMarked
package afterimage.engine;

import org.jspecify.annotations.NullMarked;
