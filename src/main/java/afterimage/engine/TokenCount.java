package afterimage.engine;

/**
 * How long a prompt is for a model.
 *
 * @param tokens its words' tokens, weights and brackets not counted
 * @param room tokens that go into one chunk, 75 for SDXL
 * @param chunks that the prompt takes, at least 1; a plain prompt is cut after the first
 */
public record TokenCount(int tokens, int room, int chunks) {}
