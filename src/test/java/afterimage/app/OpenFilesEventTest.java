package afterimage.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.glass.ui.Application;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Sends the events as JavaFX's windowing layer does on macOS. */
class OpenFilesEventTest {
  private final List<String> heard = new ArrayList<>();
  private final List<Path> opened = new ArrayList<>();
  private Application.@Nullable EventHandler javafx;

  @BeforeAll
  static void startJavaFx() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @BeforeEach
  void listen() {
    onJavaFxThread(
        () -> {
          javafx = Application.GetApplication().getEventHandler();
          Application.GetApplication().setEventHandler(new Recorder());
          OpenFilesEvent.listen(opened::addAll);
        });
  }

  @AfterEach
  void restore() {
    onJavaFxThread(() -> Application.GetApplication().setEventHandler(javafx));
  }

  @Test
  void listen_filesFromTheSystem_areTaken() {
    send(handler -> handler.handleOpenFilesAction(null, 0, new String[] {"/a b.png", "/ü.jpg"}));

    assertThat(opened).containsExactly(Path.of("/a b.png"), Path.of("/ü.jpg"));
    assertThat(heard).containsExactly("open");
  }

  @Test
  void listen_otherEvents_reachJavaFx() {
    send(handler -> handler.handleQuitAction(null, 0));

    assertThat(heard).containsExactly("quit");
    assertThat(opened).isEmpty();
  }

  /** Forgetting one of the layer's events would silently take it from JavaFX. */
  @Test
  void listen_everyEventOfTheLayer_isPassedOn() throws Exception {
    Class<?> handler = Application.GetApplication().getEventHandler().getClass();

    assertThat(Application.EventHandler.class.getDeclaredMethods())
        .filteredOn(event -> event.getName().startsWith("handle"))
        .filteredOn(event -> !event.getName().equals("handleDidReceiveMemoryWarning")) // iOS
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(handler.getDeclaredMethod(event.getName(), event.getParameterTypes()))
                    .isNotNull());
  }

  private static void send(Consumer<Application.EventHandler> event) {
    onJavaFxThread(() -> event.accept(Application.GetApplication().getEventHandler()));
  }

  private static void onJavaFxThread(Runnable action) {
    WaitForAsyncUtils.waitForAsyncFx(5000, action);
  }

  private final class Recorder extends Application.EventHandler {
    @Override
    public void handleOpenFilesAction(Application application, long time, String[] files) {
      heard.add("open");
    }

    @Override
    public void handleQuitAction(Application application, long time) {
      heard.add("quit");
    }
  }
}
