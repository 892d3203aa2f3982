package afterimage.ui.open;

import afterimage.settings.SettingsStore;
import afterimage.ui.desktop.FileDialogs;
import afterimage.ui.notice.Toasts;
import afterimage.ui.text.Texts;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.Clipboard;

/** Ways in for pictures, and what is said about those that cannot be opened. */
public record Opening(
    FileDialogs dialogs,
    SettingsStore settings,
    Importer importer,
    DropTarget dropTarget,
    Toasts toasts) {
  private static final int MOST_NAMED = 5;

  public void choose() {
    List<Path> chosen = dialogs.choosePictures(settings.get().startFolder());
    if (!chosen.isEmpty()) {
      Path parent = chosen.getFirst().toAbsolutePath().getParent();
      settings.update(old -> old.withLastFolder(String.valueOf(parent)));
      importer.open(chosen);
    }
  }

  public void chooseFolder() {
    dialogs
        .chooseFolder(settings.get().startFolder())
        .ifPresent(
            folder -> {
              settings.update(old -> old.withLastFolder(folder.toString()));
              importer.open(List.of(folder));
            });
  }

  public void paste() {
    if (!dropTarget.take(Clipboard.getSystemClipboard())) {
      toasts.tell(Texts.of("paste.nothing"));
    }
  }

  /** What was left out of pictures that were opened. */
  public void note(List<String> notices) {
    toasts.tell(String.join("\n", notices.subList(0, Math.min(MOST_NAMED, notices.size()))));
  }

  /** All problems of a drop in one message. */
  public void tell(List<Importer.Problem> problems) {
    Importer.Problem first = problems.getFirst();
    if (problems.size() == 1) {
      toasts.warn(first.what(), first.remedy());
      return;
    }
    StringBuilder what = new StringBuilder(Texts.of("open.problems", problems.size()));
    problems.stream().limit(MOST_NAMED).forEach(one -> what.append("\n• ").append(one.what()));
    if (problems.size() > MOST_NAMED) {
      what.append("\n").append(Texts.of("open.problems.more", problems.size() - MOST_NAMED));
    }
    toasts.warn(what.toString(), first.remedy());
  }
}
