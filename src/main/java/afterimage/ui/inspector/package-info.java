/**
 * The controls beside the canvas: prompt, strength, quality and the rest, led by what the model
 * says of itself. Uses the engine's contract and JavaFX. Start reading at {@link
 * afterimage.ui.inspector.InspectorModel}.
 */
@NullMarked
package afterimage.ui.inspector;

import org.jspecify.annotations.NullMarked;
