package afterimage.ui;

import afterimage.image.PictureMetadata;
import afterimage.image.PictureWriter;
import afterimage.image.WriteOptions;
import afterimage.ui.canvas.FxPictures;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * Pictures of the whole window in both themes and in all sizes. The first size becomes a file of
 * its own; the others stand together on one sheet a screen and theme, so that the repository stays
 * small.
 */
final class Screenshots {
  private static final long SETTLING_MILLIS = 400;
  private static final double QUALITY = 0.75;
  private static final double SHEET_QUALITY = 0.6;
  private static final Color BETWEEN = new Color(0x80, 0x80, 0x80);
  private static final int GAP = 16;

  private final Path out;

  /** The shots of a sheet by the sheet's name, each as large as it will stand there. */
  private final Map<String, Map<Size, BufferedImage>> sheets = new LinkedHashMap<>();

  /**
   * A window.
   *
   * @param uiScale how large texts and controls are
   * @param x where it stands on the sheet
   * @param y where it stands on the sheet
   * @param shown its width on the sheet
   */
  private record Size(int width, int height, double uiScale, int x, int y, int shown) {
    private static final int WIDE = 1600;
    private static final int SMALL = (WIDE - GAP) / 2;

    static final Size USUAL = new Size(1280, 800, 1, 0, 0, 0);
    static final List<Size> ALL =
        List.of(
            USUAL,
            new Size(2560, 1440, 1, 0, 0, WIDE),
            new Size(2560, 1440, 2, 0, WIDE * 9 / 16 + GAP, SMALL),
            new Size(1600, 1000, 2, SMALL + GAP, WIDE * 9 / 16 + GAP, SMALL),
            new Size(1280, 800, 2, SMALL + GAP, WIDE * 9 / 16 + SMALL * 5 / 8 + 2 * GAP, SMALL));

    int shownHeight() {
      return height * shown / width;
    }
  }

  /**
   * @param out where the files go
   */
  Screenshots(Path out) {
    this.out = out;
  }

  /** Takes what the window shows now in all sizes with the texts' size that it has. */
  void take(OpenStudio studio, String name) throws Exception {
    double uiScale = studio.settings().get().uiScale();
    for (Size size : Size.ALL) {
      if (size.uiScale != uiScale) {
        continue;
      }
      resize(studio, size);
      for (boolean dark : new boolean[] {false, true}) {
        theme(studio, dark);
        Thread.sleep(SETTLING_MILLIS);
        keep(name + (dark ? "-dark" : "-light"), size, shot(studio));
      }
    }
    theme(studio, false);
    resize(studio, Size.USUAL);
  }

  private void keep(String name, Size size, WritableImage shot) throws Exception {
    if (size.equals(Size.USUAL)) {
      PictureWriter.write(
          FxPictures.toPicture(shot),
          out.resolve(name + ".jpg"),
          new WriteOptions(QUALITY, true),
          PictureMetadata.NONE);
    } else {
      sheets.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(size, shrunk(shot, size));
    }
  }

  /** Writes the sheets with all sizes but the first. */
  void writeSheets() throws Exception {
    Path folder = Files.createDirectories(out.resolve("sizes"));
    for (Map.Entry<String, Map<Size, BufferedImage>> sheet : sheets.entrySet()) {
      int width = 0;
      int height = 0;
      for (Size size : sheet.getValue().keySet()) {
        width = Math.max(width, size.x + size.shown);
        height = Math.max(height, size.y + size.shownHeight());
      }
      BufferedImage all = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = all.createGraphics();
      graphics.setColor(BETWEEN);
      graphics.fillRect(0, 0, width, height);
      sheet.getValue().forEach((size, shot) -> graphics.drawImage(shot, size.x, size.y, null));
      graphics.dispose();
      PictureWriter.write(
          Samples.picture(all),
          folder.resolve(sheet.getKey() + ".jpg"),
          new WriteOptions(SHEET_QUALITY, true),
          PictureMetadata.NONE);
    }
  }

  private static void resize(OpenStudio studio, Size size) {
    studio.onFx(
        () -> {
          // The headless platform's window can't be that large, but what is in it can.
          Scene scene = studio.compare().getScene();
          scene.getWindow().setWidth(Size.USUAL.width);
          scene.getWindow().setHeight(Size.USUAL.height);
          scene.getRoot().resize(size.width, size.height);
          return true;
        });
  }

  private static WritableImage shot(OpenStudio studio) {
    return studio.onFx(
        () -> studio.compare().getScene().getRoot().snapshot(new SnapshotParameters(), null));
  }

  private static BufferedImage shrunk(WritableImage shot, Size size) {
    int width = (int) shot.getWidth();
    int height = (int) shot.getHeight();
    int[] argb = new int[width * height];
    shot.getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
    BufferedImage large = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    large.setRGB(0, 0, width, height, argb, 0, width);
    BufferedImage small =
        new BufferedImage(size.shown, size.shownHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.drawImage(
        large.getScaledInstance(size.shown, size.shownHeight(), Image.SCALE_AREA_AVERAGING),
        0,
        0,
        null);
    graphics.dispose();
    return small;
  }

  private static void theme(OpenStudio studio, boolean dark) {
    studio.onFx(
        () -> {
          Application.setUserAgentStylesheet(
              dark
                  ? new PrimerDark().getUserAgentStylesheet()
                  : new PrimerLight().getUserAgentStylesheet());
          Parent root = studio.compare().getScene().getRoot();
          root.pseudoClassStateChanged(PseudoClass.getPseudoClass("dark"), dark);
          return true;
        });
  }
}
