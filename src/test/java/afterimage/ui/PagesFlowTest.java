package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The keyboard stays in a page while it is open, and goes back to where it was. */
class PagesFlowTest {
  private static final Path MODELS = Path.of(System.getProperty("afterimage.reference.models"));
  private static final int MAX_TABS = 120;

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private OpenStudio studio;

  /** A page and what opens it with the canvas having the keyboard. */
  record Opened(String page, Consumer<OpenStudio> open) {
    @Override
    public String toString() {
      return page;
    }
  }

  static Stream<Opened> pages() {
    return Stream.of(
        new Opened("#export-page", studio -> studio.press(KeyCode.CONTROL, KeyCode.E)),
        new Opened("#blind-page", studio -> studio.press(KeyCode.A)),
        new Opened("#words-page", studio -> studio.press(KeyCode.CONTROL, KeyCode.N)),
        new Opened("#shortcut-sheet", studio -> studio.press(KeyCode.F1)),
        new Opened("#settings-page", studio -> click(studio, "#settings")),
        new Opened("#models-page", studio -> click(studio, "#status-model")),
        new Opened("#preset-page", PagesFlowTest::presets),
        new Opened("#hardware-page", studio -> fromSettings(studio, "#settings-hardware")),
        new Opened("#keys-page", studio -> fromSettings(studio, "#settings-keys")),
        new Opened("#blind-results", PagesFlowTest::results));
  }

  @AfterEach
  void close() throws Exception {
    studio.close();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void tab_onAPage_goesRoundInItAndEscapeLeavesIt(Opened opened) throws Exception {
    open();
    studio.focus("#compare");
    opened.open.accept(studio);
    studio.await("the page", () -> studio.isVisible(opened.page));
    if (opened.page.equals("#words-page")) {
      studio.await("its fields", () -> studio.isVisible("#words-page #prompt"));
    }
    assertThat(isInPages()).as("has the keyboard").isTrue();

    Set<Node> forwards = round(opened.page, KeyCode.TAB);
    Set<Node> backwards = round(opened.page, KeyCode.SHIFT, KeyCode.TAB);

    assertThat(forwards).containsAll(reachable(opened.page));
    assertThat(backwards).containsAll(reachable(opened.page));
    studio.press(KeyCode.ESCAPE);
    studio.await("no page", () -> !studio.isVisible(opened.page));
    assertThat(studio.isFocused("#compare")).isTrue();
  }

  @Test
  void page_openedFromAButton_givesTheKeyboardBackToIt() throws Exception {
    open();
    studio.activate("#words");
    studio.await("the page", () -> studio.isVisible("#words-page"));
    studio.press(KeyCode.ESCAPE);
    studio.await("no page", () -> !studio.isVisible("#words-page"));

    assertThat(studio.isFocused("#words")).isTrue();
  }

  private void open() throws Exception {
    studio = OpenStudio.with(folder.resolve("home"), List.of(MODELS.resolve("tiny_base")));
    studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
    studio.activate("#quality-fast");
    studio.focus("#compare");
    studio.refineTo(1);
  }

  /** Presses keys until they come to where they have been; all they came to. */
  private Set<Node> round(String page, KeyCode... keys) {
    Set<Node> reached = new HashSet<>();
    // Once more than round: the first owner may be the page itself, to which no key leads.
    int again = 0;
    for (int i = 0; i < MAX_TABS && again < 2; i++) {
      studio.moveFocus(keys);
      assertThat(isInPages()).as("%s: the keyboard stays in it", page).isTrue();
      again += reached.add(owner()) ? 0 : 1;
    }
    return reached;
  }

  private Node owner() {
    return studio.onFx(() -> studio.compare().getScene().getFocusOwner());
  }

  private boolean isInPages() {
    Node at = owner();
    while (at != null && !"pages".equals(at.getId())) {
      at = at.getParent();
    }
    return at != null;
  }

  private List<Node> reachable(String page) {
    return studio.onFx(() -> focusable(studio.robot().lookup(page).query()).toList());
  }

  /** Everything that is seen and enabled and takes the keyboard; a spinner's field is its part. */
  private static Stream<Node> focusable(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return Stream.empty();
    }
    // Of a group of toggles Tab comes to the chosen one, the arrow keys to the others.
    boolean inGroup =
        node instanceof ToggleButton toggle
            && toggle.getToggleGroup() != null
            && !toggle.isSelected();
    boolean part = node.getParent() instanceof Spinner || inGroup;
    Stream<Node> own = node.isFocusTraversable() && !part ? Stream.of(node) : Stream.empty();
    return node instanceof Parent parent
        ? Stream.concat(
            own, parent.getChildrenUnmodifiable().stream().flatMap(PagesFlowTest::focusable))
        : own;
  }

  /** As the mouse does, which leaves the keyboard on the canvas. */
  private static void click(OpenStudio studio, String button) {
    studio.onFx(
        () -> {
          studio.robot().lookup(button).queryAs(ButtonBase.class).fire();
          return true;
        });
  }

  private static void fromSettings(OpenStudio studio, String button) {
    click(studio, "#settings");
    studio.await("the settings", () -> studio.isVisible("#settings-page"));
    studio.activate(button);
  }

  private static void presets(OpenStudio studio) {
    studio.onFx(
        () -> {
          MenuButton menu = studio.robot().lookup("#presets").queryAs(MenuButton.class);
          menu.show();
          menu.getItems().getLast().fire();
          menu.hide();
          return true;
        });
  }

  private static void results(OpenStudio studio) {
    studio.press(KeyCode.A);
    studio.await("the test", () -> studio.isVisible("#blind-page"));
    studio.activate("#blind-to-results");
  }
}
