/**
 * How much memory there is, and what a run does with less. Knows no ONNX Runtime. Start reading at
 * {@link afterimage.onnx.memory.MemoryBudget}.
 */
@NullMarked
package afterimage.onnx.memory;

import org.jspecify.annotations.NullMarked;
