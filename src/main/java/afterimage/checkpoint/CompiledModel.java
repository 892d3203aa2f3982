package afterimage.checkpoint;

import java.nio.file.Path;

/**
 * A checkpoint ready to run.
 *
 * @param folder the bundle with its graphs and configurations, in the cache
 * @param weights where the graphs' weights are
 */
public record CompiledModel(Path folder, CompiledBundle weights) {}
