/**
 * The studio: the window and what happens in it. Uses the queue, the settings, the engine's
 * contract, pictures and JavaFX; knows no ONNX. Start reading at {@link afterimage.ui.Studio}.
 */
@NullMarked
package afterimage.ui;

import org.jspecify.annotations.NullMarked;
