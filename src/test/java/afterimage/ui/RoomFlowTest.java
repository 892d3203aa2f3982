package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.settings.SettingsStore;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large texts in a small window, and a window that is all canvas. */
class RoomFlowTest {
  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private OpenStudio studio;

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @Test
  void layout_doubleSizeInASmallWindow_keepsEverythingInside() throws Exception {
    open(2);
    studio.press(KeyCode.Q);
    studio.activate("#mask");
    makeSmall();

    for (String bar :
        List.of(".studio-toolbar", ".run-panel", ".queue-pane", ".status-line", ".mask-bar")) {
      assertThat(outside(bar)).as(bar).isEmpty();
    }
    assertThat(studio.of("#compare", Region.class, Region::getHeight)).isGreaterThan(150);
    assertThat(studio.of("#compare", Region.class, Region::getWidth)).isGreaterThan(400);
  }

  @Test
  void empty_doubleSizeInASmallWindow_saysItsButtonsInFull() throws Exception {
    show(2);
    makeSmall();

    for (String button : List.of("#empty-open", "#empty-folder", "#empty-words")) {
      assertThat(studio.of(button, Region.class, Region::getWidth))
          .as(button)
          .isGreaterThanOrEqualTo(
              studio.of(button, Region.class, region -> Math.floor(region.prefWidth(-1))));
    }
    assertThat(outside("#empty-state")).isEmpty();
  }

  @Test
  void page_longerThanTheWindow_scrollsAndKeepsItsButtons() throws Exception {
    open(2);
    studio.press(KeyCode.F1);
    makeSmall();

    assertThat(outside("#shortcut-sheet")).isEmpty();
    double bottom =
        studio.of(
            "#shortcut-sheet",
            Region.class,
            sheet -> sheet.localToScene(sheet.getLayoutBounds()).getMaxY());
    assertThat(bottom).isLessThanOrEqualTo(HEIGHT);
  }

  private void makeSmall() {
    studio.onFx(
        () -> {
          root().resize(WIDTH, HEIGHT);
          root().applyCss();
          root().layout();
          return true;
        });
  }

  @Test
  void panels_hidden_leaveTheWindowToThePicture() throws Exception {
    open(1);
    double before = studio.of("#compare", Region.class, Region::getWidth);
    studio.press(KeyCode.F);

    assertThat(studio.isVisible("#filmstrip")).isFalse();
    assertThat(studio.isVisible("#versions")).isFalse();
    assertThat(studio.isVisible("#refine")).isFalse();
    studio.await("the room", () -> studio.of("#compare", Region.class, Region::getWidth) > before);

    studio.press(KeyCode.CONTROL, KeyCode.F);
    studio.await("the search", () -> studio.isFocused("#search"));
    assertThat(studio.isVisible("#refine")).isTrue();
    studio.activate("#panels");
    assertThat(studio.isVisible("#filmstrip")).isFalse();
    studio.activate("#panels");
    assertThat(studio.isVisible("#filmstrip")).isTrue();
  }

  private void open(double uiScale) throws Exception {
    show(uiScale);
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 96, 96));
    studio.focus("#compare");
  }

  private void show(double uiScale) throws Exception {
    Path home = folder.resolve("home");
    try (SettingsStore settings = SettingsStore.open(home.resolve("settings.json"))) {
      settings.update(old -> old.withUiScale(uiScale));
    }
    studio = OpenStudio.in(home);
  }

  /** The buttons of a bar that reach over the window's edge or over the bar's. */
  private List<String> outside(String bar) {
    return studio.onFx(
        () -> {
          Node of = studio.robot().lookup(bar).query();
          Bounds room = of.localToScene(of.getLayoutBounds());
          return studio
              .robot()
              .lookup(bar + " .button, " + bar + " .toggle-button")
              .queryAll()
              .stream()
              .filter(node -> node instanceof ButtonBase && node.isVisible())
              .filter(
                  node -> {
                    Bounds at = node.localToScene(node.getLayoutBounds());
                    return at.getMinX() < Math.max(room.getMinX(), 0) - 0.5
                        || at.getMaxX() > Math.min(room.getMaxX(), WIDTH) + 0.5
                        || at.getMaxY() > Math.min(room.getMaxY(), HEIGHT) + 0.5;
                  })
              .map(node -> node.getId() + " " + node.localToScene(node.getLayoutBounds()))
              .toList();
        });
  }

  private Region root() {
    return (Region) studio.compare().getScene().getRoot();
  }
}
