/**
 * What the user can do, as one list: buttons, menus, keys, the sheet of keys and the page that
 * changes them are made from it. Uses JavaFX, the look and the texts. Start reading at {@link
 * afterimage.ui.command.Commands}.
 */
@NullMarked
package afterimage.ui.command;

import org.jspecify.annotations.NullMarked;
