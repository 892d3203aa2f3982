/**
 * What a model is on disk: a folder in the layout of diffusers and Optimum's ONNX export, its
 * configurations and where its graphs lie. May use the diffusion packages, Jackson and protobuf's
 * stream reader; runs nothing. Start reading at {@link afterimage.bundle.ModelBundle}.
 */
@NullMarked
package afterimage.bundle;

import org.jspecify.annotations.NullMarked;
