package afterimage.diffusion.pipeline;

import afterimage.diffusion.text.ClipTokenizer;

/**
 * A text encoder with the tokenizer it was trained with.
 *
 * @param tokenizer from words to ids
 * @param encoder from ids to embeddings
 */
public record PromptTower(ClipTokenizer tokenizer, TextEncoder encoder) {}
