/**
 * Files in the GGUF format: a header that is believed only after it was checked against the file,
 * and the blocks in which it stores weights in few bits. Uses {@code safetensors}' types only.
 * Start reading at {@link afterimage.checkpoint.gguf.GgufHeader}.
 */
@NullMarked
package afterimage.checkpoint.gguf;

import org.jspecify.annotations.NullMarked;
