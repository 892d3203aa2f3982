/**
 * Every sentence the studio shows, from resource bundles. Uses the JDK only. Start reading at
 * {@link afterimage.ui.text.Texts}.
 */
@NullMarked
package afterimage.ui.text;

import org.jspecify.annotations.NullMarked;
