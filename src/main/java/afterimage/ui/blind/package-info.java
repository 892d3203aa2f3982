/**
 * The blind test: which of two results is better, without knowing which is which. Uses the session,
 * the compare view and the settings' JSON files. Start reading at {@link
 * afterimage.ui.blind.BlindTests}.
 */
@NullMarked
package afterimage.ui.blind;

import org.jspecify.annotations.NullMarked;
