/**
 * Embeddings (textual inversion) in safetensors: vectors that stand in for tokens of a prompt.
 * Start reading at {@link afterimage.checkpoint.embedding.EmbeddingFile}.
 */
@NullMarked
package afterimage.checkpoint.embedding;

import org.jspecify.annotations.NullMarked;
