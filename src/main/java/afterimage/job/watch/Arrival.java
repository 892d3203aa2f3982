package afterimage.job.watch;

import java.nio.file.Path;

/**
 * A file in a watched folder.
 *
 * @param file where it is
 * @param name its place in the watched folder
 * @param size in bytes
 * @param modified in milliseconds since 1970
 */
public record Arrival(Path file, Path name, long size, long modified) {}
