/**
 * The canvas that compares before and after: viewport, mip pyramids, tiles and the control that
 * draws them. Uses pictures and JavaFX; knows no jobs and no settings. Start reading at {@link
 * afterimage.ui.canvas.CompareView}.
 */
@NullMarked
package afterimage.ui.canvas;

import org.jspecify.annotations.NullMarked;
