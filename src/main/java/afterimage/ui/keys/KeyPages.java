package afterimage.ui.keys;

import afterimage.ui.command.Keymap;
import afterimage.ui.page.Pages;
import afterimage.ui.text.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens the sheet of all keys and the page that changes them. For the FX thread. */
public final class KeyPages {
  private final KeysModel model;
  private final Pages pages;
  private @Nullable KeysPage page;

  /**
   * @param keymap what is listed and changed
   * @param save keeps what has changed
   * @param pages where they open
   */
  public KeyPages(Keymap keymap, Consumer<Map<String, String>> save, Pages pages) {
    this.model = new KeysModel(keymap, save);
    this.pages = pages;
  }

  /** Takes over the keys that the user has changed, and tells which entries are of no use. */
  public void read(Map<String, String> changed, Consumer<String> told) {
    List<String> useless = model.keymap().read(changed);
    if (!useless.isEmpty()) {
      told.accept(Texts.of("keys.ignored", String.join(", ", useless)));
    }
  }

  /** Opens the sheet of all keys. */
  public void openSheet() {
    pages.open(new ShortcutSheet(model.keymap(), this::openPage, pages::close), () -> {});
  }

  /** Opens the page that changes keys. */
  public void openPage() {
    // One page for all times: it listens to keys that stay.
    KeysPage opened = page == null ? new KeysPage(model, pages::close) : page;
    page = opened;
    pages.open(opened, model::stop);
  }
}
