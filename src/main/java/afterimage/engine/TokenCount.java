package afterimage.engine;

/**
 * How long a prompt is for a model.
 *
 * @param tokens its words' tokens; weights and brackets are not counted, unless it is plain
 * @param room tokens that go into one chunk, 75 for SDXL
 * @param chunks that the prompt takes, at least 1; a plain prompt is one, and cut
 */
public record TokenCount(int tokens, int room, int chunks) {}
