package afterimage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import afterimage.settings.Theme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people who see little, or use no mouse, need: names, the keyboard everywhere, contrast. */
class AccessibilityFlowTest {
  private static final int MAX_TABS = 120;
  private static final Path MODELS = Path.of(System.getProperty("afterimage.reference.models"));
  private static final List<Path> BASE_AND_REFINER =
      List.of(MODELS.resolve("tiny_base"), MODELS.resolve("tiny_refiner"));

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyScreen_hasNamesAndContrast(Theme theme) throws Exception {
    List<String> wrong = new ArrayList<>();
    try (OpenStudio studio = OpenStudio.firstTime(folder.resolve("home"), theme)) {
      studio.await("the cards", () -> studio.isVisible("#welcome"));
      look(studio, "first start", wrong);
      studio.press(KeyCode.ESCAPE);
      studio.await("no cards", () -> !studio.isVisible("#welcome"));
      look(studio, "empty", wrong);

      studio.dropAndAwait(
          Samples.write(folder.resolve("one.png"), 64, 64),
          Samples.write(folder.resolve("two.png"), 64, 48));
      studio.activate("#quality-fast");
      studio.focus("#compare");
      studio.refineTo(1);
      studio.focus("#compare");
      studio.press(KeyCode.Q);
      studio.activate("#queue-pause");
      studio.activate("#queue-all");
      studio.activate("#mask");
      look(studio, "window, queue, brush", wrong);
      studio.activate("#mask");

      changes(studio, wrong);
      drop(studio, wrong);
      page(studio, "#settings", "#settings-page", wrong);
      page(studio, "#export", "#export-page", wrong);
      page(studio, "#keys", "#shortcut-sheet", wrong);
      page(studio, "#status-model", "#models-page", wrong);
      studio.activate("#settings");
      studio.await("the page", () -> studio.isVisible("#settings-page"));
      page(studio, "#settings-hardware", "#hardware-page", wrong);
      studio.activate("#settings");
      studio.await("the page", () -> studio.isVisible("#settings-page"));
      studio.activate("#settings-keys");
      studio.await("the page", () -> studio.isVisible("#keys-page"));
      studio.activate("#keys-of-blink");
      look(studio, "a key is waited for", wrong);
      studio.press(KeyCode.CONTROL, KeyCode.O);
      look(studio, "a key is refused", wrong);
      studio.press(KeyCode.ESCAPE);
      leave(studio, "#keys-page");
      presets(studio, wrong);
      blind(studio, wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void wordsPage_hasNamesAndContrast(Theme theme) throws Exception {
    List<String> wrong = new ArrayList<>();
    try (OpenStudio studio = OpenStudio.in(folder.resolve("without"), theme)) {
      studio.press(KeyCode.CONTROL, KeyCode.N);
      studio.await("the answer", () -> studio.isVisible("#words-none"));
      look(studio, "words, no base model", wrong);
    }
    try (OpenStudio studio = OpenStudio.with(folder.resolve("with"), theme, BASE_AND_REFINER)) {
      studio.press(KeyCode.CONTROL, KeyCode.N);
      studio.await("the fields", () -> studio.isVisible("#words-page #prompt"));
      studio.activate("#words-after-ensemble");
      studio.await("the refiner", () -> studio.isVisible("#words-refiner"));
      look(studio, "words", wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private static void changes(OpenStudio studio, List<String> wrong) {
    studio.focus("#compare");
    studio.press(KeyCode.H);
    studio.await("the figures", () -> studio.isVisible("#similarity"));
    studio.activate("#similarity");
    studio.press(KeyCode.SPACE);
    studio.focus("#keep-at-least-floor");
    studio.press(KeyCode.END);
    studio.await("the warning", () -> studio.text("#similarity").contains("0.99"));
    look(studio, "heat map, likeness too low", wrong);
    studio.press(KeyCode.ESCAPE);
    studio.focus("#compare");
    studio.press(KeyCode.H);
  }

  /** Looks at a message of what went wrong, and closes nothing: it lies over what follows. */
  private void drop(OpenStudio studio, List<String> wrong) throws Exception {
    studio.drop(Dropped.files(Files.writeString(folder.resolve("letter.png"), "Dear picture")));
    studio.await("the message", () -> !studio.messages().isEmpty());
    look(studio, "error", wrong);
  }

  private static void presets(OpenStudio studio, List<String> wrong) {
    studio.onFx(
        () -> {
          MenuButton menu = studio.robot().lookup("#presets").queryAs(MenuButton.class);
          menu.show();
          menu.getItems().getLast().fire();
          menu.hide();
          return true;
        });
    studio.await("the page", () -> studio.isVisible("#preset-page"));
    look(studio, "no presets", wrong);
    studio.of(
        "#preset-name",
        TextField.class,
        name -> {
          name.setText("Evening");
          return true;
        });
    studio.activate("#preset-save");
    studio.await("saving", () -> studio.messages().contains("Evening"));
    look(studio, "presets, and news", wrong);
    leave(studio, "#preset-page");
  }

  private static void blind(OpenStudio studio, List<String> wrong) {
    studio.focus("#compare");
    studio.press(KeyCode.A);
    studio.await("the pair", () -> studio.text("#blind-progress").startsWith("1 of"));
    look(studio, "blind test", wrong);
    studio.press(KeyCode.LEFT);
    studio.await("the results", () -> studio.isVisible("#blind-results"));
    look(studio, "win rates", wrong);
    leave(studio, "#blind-results");
  }

  @Test
  void tab_reachesEveryControl() throws Exception {
    List<String> missed = new ArrayList<>();
    try (OpenStudio studio = OpenStudio.in(folder.resolve("home"))) {
      studio.dropAndAwait(Samples.write(folder.resolve("one.png"), 64, 64));
      studio.activate("#mask");
      studio.focus("#compare");
      missed.addAll(missed(studio, "window"));
      studio.activate("#mask");
      studio.activate("#settings");
      studio.await("the page", () -> studio.isVisible("#settings-page"));
      missed.addAll(missed(studio, "#settings-page"));
    }
    assertThat(missed).isEmpty();
  }

  private static void page(OpenStudio studio, String button, String page, List<String> wrong) {
    studio.activate(button);
    studio.await("the page " + page, () -> studio.isVisible(page));
    look(studio, page, wrong);
    leave(studio, page);
  }

  private static void leave(OpenStudio studio, String page) {
    studio.press(KeyCode.ESCAPE);
    studio.await("no page", () -> !studio.isVisible(page));
  }

  private static void look(OpenStudio studio, String screen, List<String> wrong) {
    wrong.addAll(
        studio.onFx(
            () -> {
              Parent root = studio.compare().getScene().getRoot();
              root.applyCss();
              root.layout();
              Set<Node> labelled =
                  all(root)
                      .filter(Label.class::isInstance)
                      .map(node -> ((Label) node).getLabelFor())
                      .filter(node -> node != null)
                      .collect(Collectors.toSet());
              Stream<String> unnamed =
                  focusable(root)
                      .filter(node -> !labelled.contains(node) && name(node).isBlank())
                      .map(node -> screen + ": no name: " + node);
              Stream<String> faint =
                  Contrast.faint(root).stream().map(line -> screen + ": " + line);
              return Stream.concat(unnamed, faint).toList();
            }));
  }

  /** What the keyboard should reach in a part of the window and does not. */
  private static List<String> missed(OpenStudio studio, String part) {
    Set<Node> reached = new HashSet<>();
    for (int i = 0; i < MAX_TABS; i++) {
      Node owner = studio.onFx(() -> studio.compare().getScene().getFocusOwner());
      if (owner == null || !reached.add(owner)) {
        break;
      }
      studio.moveFocus(KeyCode.TAB);
    }
    return studio.onFx(
        () -> {
          Parent root =
              part.startsWith("#")
                  ? studio.robot().lookup(part).queryAs(Parent.class)
                  : studio.compare().getScene().getRoot();
          return focusable(root)
              .filter(node -> !reached.contains(node))
              .map(node -> part + ": not reached: " + node)
              .toList();
        });
  }

  private static String name(Node node) {
    String name = node.getAccessibleText();
    if ((name == null || name.isBlank()) && node instanceof Labeled labeled) {
      name = labeled.getText();
    }
    return name == null ? "" : name;
  }

  private static Stream<Node> focusable(Node root) {
    // A spinner's field is a part of it, and has the focus where the spinner has it.
    return all(root)
        .filter(Node::isFocusTraversable)
        .filter(node -> !(node.getParent() instanceof Spinner));
  }

  /** Everything under a node that is seen and enabled. */
  private static Stream<Node> all(Node node) {
    if (!node.isVisible() || node.isDisabled()) {
      return Stream.empty();
    }
    return node instanceof Parent parent
        ? Stream.concat(
            Stream.of(node),
            parent.getChildrenUnmodifiable().stream().flatMap(AccessibilityFlowTest::all))
        : Stream.of(node);
  }
}
