/**
 * ONNX graphs put together node by node and written as protobuf. Uses protobuf's output stream and
 * nothing of ours: it knows neither networks nor checkpoints. Start reading at {@link
 * afterimage.checkpoint.graph.OnnxGraph}.
 */
@NullMarked
package afterimage.checkpoint.graph;

import org.jspecify.annotations.NullMarked;
