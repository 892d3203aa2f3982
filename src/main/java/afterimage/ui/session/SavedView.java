package afterimage.ui.session;

import java.util.Map;

/**
 * How the canvas shows a picture.
 *
 * @param mode a compare mode's name
 * @param split place of the line, from 0 to 1
 * @param gains by the names of the compare modes that have one
 * @param swapped whether before and after have changed places
 * @param pixelated whether enlarged pixels keep their edges
 * @param fitted whether the picture is fitted
 * @param scale view units a pixel
 * @param centerX the pixel in the middle
 * @param centerY the pixel in the middle
 */
public record SavedView(
    String mode,
    double split,
    Map<String, Double> gains,
    boolean swapped,
    boolean pixelated,
    boolean fitted,
    double scale,
    double centerX,
    double centerY) {}
