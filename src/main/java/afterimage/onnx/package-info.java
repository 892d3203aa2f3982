/**
 * The engine: takes a request, gets its models from {@code model}, and sends every batch through
 * the pipeline. Below it lie {@code model} (networks and their cache), {@code device} (the choice
 * among devices), {@code runtime} (all that knows ONNX Runtime) and {@code memory} (budget and
 * plan), in that order. Start reading at {@link afterimage.onnx.OnnxEngine}.
 */
@NullMarked
package afterimage.onnx;

import org.jspecify.annotations.NullMarked;
