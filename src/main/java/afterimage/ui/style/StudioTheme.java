package afterimage.ui.style;

import afterimage.settings.Theme;
import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import javafx.util.Subscription;

/**
 * AtlantaFX's Primer with the studio's neutral greys over it, light or dark. {@link Theme#AUTO}
 * follows the system while the program runs.
 */
public final class StudioTheme {
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
  private static final List<String> FONTS = List.of("Regular", "Medium", "SemiBold");
  private static final double ANY_SIZE = 13;

  private final ObjectProperty<Theme> choice = new SimpleObjectProperty<>(Theme.AUTO);
  private final ReadOnlyBooleanWrapper dark = new ReadOnlyBooleanWrapper();
  private final DoubleProperty scale = new SimpleDoubleProperty(1);
  private final Parent root;
  private final Subscription following;

  /** Puts the theme on a scene, whose root must stay. */
  public StudioTheme(Scene scene) {
    FONTS.forEach(StudioTheme::loadFont);
    this.root = scene.getRoot();
    // With a value, unlike a bare Runnable, the subscriber runs at once.
    scale.subscribe(value -> scene.getStylesheets().setAll(StyleSheet.at(value.doubleValue())));
    // With a value, unlike a bare Runnable, the subscriber runs at once: the first theme is put on
    // here.
    choice.subscribe(value -> apply());
    following = Platform.getPreferences().colorSchemeProperty().subscribe(this::apply);
  }

  /** Follows the system no more, whose preferences outlive every window. */
  public void stop() {
    following.unsubscribe();
  }

  public ObjectProperty<Theme> choiceProperty() {
    return choice;
  }

  /** How large texts and controls are, 1 for the usual. */
  public DoubleProperty scaleProperty() {
    return scale;
  }

  /** Whether the theme in force is the dark one. */
  public ReadOnlyBooleanProperty darkProperty() {
    return dark.getReadOnlyProperty();
  }

  private void apply() {
    boolean now =
        switch (choice.get()) {
          case DARK -> true;
          case LIGHT -> false;
          case AUTO -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    dark.set(now);
    Application.setUserAgentStylesheet(
        now
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    root.pseudoClassStateChanged(DARK, now);
  }

  private static void loadFont(String weight) {
    String file = "fonts/Inter-" + weight + ".otf";
    try (InputStream in = StudioTheme.class.getResourceAsStream(file)) {
      Font.loadFont(Objects.requireNonNull(in, file), ANY_SIZE);
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
