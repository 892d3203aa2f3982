package afterimage.catalog.found;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model that is on this computer already.
 *
 * @param path its file, or its folder in diffusers' layout
 * @param program that keeps it
 * @param kind its family, for people
 * @param bytes of its files
 * @param runs whether it is a whole model
 * @param published the id of the published model that it is by name and size, or null
 */
public record FoundModel(
    Path path,
    Program program,
    String kind,
    long bytes,
    boolean runs,
    @Nullable String published) {}
