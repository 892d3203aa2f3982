/**
 * ONNX Runtime, and the only package that knows {@code ai.onnxruntime}: its libraries, execution
 * providers, sessions, and where their weights come from. Start reading at {@link
 * afterimage.onnx.runtime.OnnxSession}.
 */
@NullMarked
package afterimage.onnx.runtime;

import org.jspecify.annotations.NullMarked;
