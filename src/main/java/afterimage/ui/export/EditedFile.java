package afterimage.ui.export;

import java.nio.file.Path;

/**
 * A file that another program gave to be edited.
 *
 * @param file what is opened, absolute
 * @param target where the result goes; {@code file} itself, or a file beside it
 * @param originals a folder of ours for what {@code target} was before
 * @param saved told on the FX thread that the result is there: the window's work is done
 */
public record EditedFile(Path file, Path target, Path originals, Runnable saved) {}
