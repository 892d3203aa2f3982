/**
 * Runs models with ONNX Runtime: sessions, execution providers, and the engine itself. The only
 * package that knows {@code ai.onnxruntime}; may use everything below it. Start reading at {@link
 * afterimage.onnx.OnnxEngine}.
 */
@NullMarked
package afterimage.onnx;

import org.jspecify.annotations.NullMarked;
