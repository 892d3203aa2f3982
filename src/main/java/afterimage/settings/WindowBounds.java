package afterimage.settings;

/** Where the window was, in screen units, and whether it filled the screen. */
public record WindowBounds(double x, double y, double width, double height, boolean maximized) {}
