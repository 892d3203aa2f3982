/**
 * The command line: {@code refine}, {@code doctor}, {@code models}. Uses the engine's contract,
 * pictures, settings and the catalogue of models; never a window. Start reading at {@link
 * afterimage.cli.CommandLineProgram}.
 */
@NullMarked
package afterimage.cli;

import org.jspecify.annotations.NullMarked;
