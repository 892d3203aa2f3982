package afterimage.ui.session;

import afterimage.engine.RefineResult;
import afterimage.ui.canvas.MipPyramid;

/**
 * One result of a picture. Never changes.
 *
 * @param number counts the picture's results from 1 on
 * @param result the picture and how it was made
 * @param pyramid the same for the canvas
 */
public record Version(int number, RefineResult result, MipPyramid pyramid) {}
