/**
 * The contract between those who ask for a refined picture (studio, command line, queue) and those
 * who make one. Uses pictures only; knows no ONNX and no diffusion. Start reading at {@link
 * afterimage.engine.RefineEngine}.
 */
@NullMarked
package afterimage.engine;

import org.jspecify.annotations.NullMarked;
