/**
 * What the desktop and the machine tell and are told. Uses other programs and the JDK. Start
 * reading at {@link afterimage.ui.desktop.DesktopNotice}.
 */
@NullMarked
package afterimage.ui.desktop;

import org.jspecify.annotations.NullMarked;
