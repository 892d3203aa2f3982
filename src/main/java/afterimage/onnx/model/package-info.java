/**
 * A model's networks over their sessions, and the cache that keeps the last ones loaded. Start
 * reading at {@link afterimage.onnx.model.LoadedModel}.
 */
@NullMarked
package afterimage.onnx.model;

import org.jspecify.annotations.NullMarked;
