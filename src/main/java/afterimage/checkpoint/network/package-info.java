/**
 * The networks of latent diffusion as ONNX graphs: one builder a network, put together from a few
 * layers, with the inputs and outputs that Optimum's exports have. Uses {@code graph} to write and
 * {@code weights} and {@code recognise} to know what. Start reading at {@link
 * afterimage.checkpoint.network.UNetGraph}.
 */
@NullMarked
package afterimage.checkpoint.network;

import org.jspecify.annotations.NullMarked;
