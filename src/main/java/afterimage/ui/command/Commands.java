package afterimage.ui.command;

import afterimage.ui.command.Command.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCombination;

/**
 * The one list of what the user can do, in the order in which the sheet of keys has it. Each part
 * of the studio adds its own before the first view is made of it. Needs no toolkit.
 */
public final class Commands {
  private final List<Command> all = new ArrayList<>();

  /**
   * Adds one.
   *
   * @throws IllegalArgumentException if its name or one of its keys is taken
   */
  public void add(Command command) {
    for (Command other : all) {
      if (other.id().equals(command.id())) {
        throw new IllegalArgumentException(command.id() + " is there already");
      }
      for (KeyCombination key : command.keys().usual()) {
        if (other.keys().usual().contains(key)) {
          throw new IllegalArgumentException(key + " is taken");
        }
      }
    }
    all.add(command);
  }

  /** All of them. */
  public List<Command> all() {
    return List.copyOf(all);
  }

  /** Those of a group that have keys, or could have. */
  public List<Command> withKeys(Group group) {
    return all.stream()
        .filter(command -> command.group() == group && !command.keys().equals(Keys.NONE))
        .toList();
  }

  /** The one of a name. */
  public Optional<Command> find(String id) {
    return all.stream().filter(command -> command.id().equals(id)).findFirst();
  }

  /**
   * The one of a name that is known in the code.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Command get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no command " + id));
  }
}
