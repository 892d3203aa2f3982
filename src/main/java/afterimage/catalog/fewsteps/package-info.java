/**
 * The fast quality: a few-step LoRA of the catalogue together with the sampler, steps and guidance
 * that it was made for. May use the catalogue, downloads and the engine's contract. Start reading
 * at {@link afterimage.catalog.fewsteps.FewStepLoras}.
 */
@NullMarked
package afterimage.catalog.fewsteps;

import org.jspecify.annotations.NullMarked;
