package afterimage.ui.canvas;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignF;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/**
 * How before and after share the canvas. A mode is a line here, and its sentences {@code mode.…}
 * (the button's tooltip) and, if it has a key, {@code keys.…} (the command's name); a derived one
 * also needs its {@link Derivation}. Everything else asks the mode.
 */
@SuppressWarnings(
    "ImmutableEnumChecker") // Ikon is an interface of enums, derivations have no state.
public enum CompareMode {
  /** One picture, before to the left of a movable line and after to the right of it. */
  SPLIT(Layout.SPLIT, MaterialDesignC.COMPARE, null, null),
  /** Two panes at the same place and zoom. */
  SIDE_BY_SIDE(Layout.PANES, MaterialDesignV.VIEW_SPLIT_VERTICAL, null, null),
  /** The after picture alone. */
  SINGLE(Layout.ONE, MaterialDesignR.RECTANGLE_OUTLINE, null, null),
  /** Before and after in turn, from one frame to the next. */
  BLINK(Layout.ONE, MaterialDesignS.SWAP_HORIZONTAL, KeyCode.B, null),
  /** How far each colour has moved, enlarged. */
  DIFFERENCE(Layout.ONE, MaterialDesignC.CIRCLE_OPACITY, KeyCode.D, new Difference()),
  /** Where structure has changed, as colours over the picture. */
  HEAT_MAP(Layout.ONE, MaterialDesignF.FIRE, KeyCode.H, new HeatMap());

  private final Layout layout;
  private final Ikon icon;
  private final @Nullable KeyCode key;
  private final @Nullable Derivation derivation;

  /** Where the sides are. */
  enum Layout {
    /** On one picture, with a line between them. */
    SPLIT,
    /** In panes beside each other. */
    PANES,
    /** One picture fills the view. */
    ONE
  }

  CompareMode(Layout layout, Ikon icon, @Nullable KeyCode key, @Nullable Derivation derivation) {
    this.layout = layout;
    this.icon = icon;
    this.key = key;
    this.derivation = derivation;
  }

  /** On the button that chooses it. */
  public Ikon icon() {
    return icon;
  }

  /** The key of the command that goes into it and back, while the user has not chosen another. */
  public Optional<KeyCode> key() {
    return Optional.ofNullable(key);
  }

  /** The command that leads to it: its own if it has a key, else the one that goes through all. */
  public String command() {
    return key == null ? "mode" : camelCase(name());
  }

  /** The key of the sentence that explains it. */
  public String text() {
    return "mode." + name().toLowerCase(Locale.ROOT);
  }

  /** The id of its button. */
  public String id() {
    return "mode-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  Layout layout() {
    return layout;
  }

  /** How one picture is made of both sides; nothing where each is shown as it is. */
  Optional<Derivation> derivation() {
    return Optional.ofNullable(derivation);
  }

  /** Whether it shows one picture that is made of both sides, enlarged by a gain. */
  public boolean isMadeOfBoth() {
    return derivation != null;
  }

  /** Whether it finds places that have changed, which can be clicked and need a legend. */
  public boolean findsChanges() {
    return derivation != null && derivation.findsChanges();
  }

  /** Those with a gain. */
  public static List<CompareMode> derived() {
    return Arrays.stream(values()).filter(CompareMode::isMadeOfBoth).toList();
  }

  /** The one that follows, round and round. */
  public CompareMode next() {
    List<CompareMode> all = List.of(values());
    return all.get((all.indexOf(this) + 1) % all.size());
  }

  private static String camelCase(String name) {
    StringBuilder command = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_", -1)) {
      command.append(
          command.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return command.toString();
  }
}
