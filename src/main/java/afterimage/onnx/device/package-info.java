/**
 * Which device models run on: each is tried in a process of its own, timed, and what it computes is
 * compared with stored results. Uses {@code onnx.runtime} and the blocks of {@code
 * checkpoint.network}. Start reading at {@link afterimage.onnx.device.Devices}.
 */
@NullMarked
package afterimage.onnx.device;

import org.jspecify.annotations.NullMarked;
