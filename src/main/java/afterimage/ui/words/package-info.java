/**
 * Start from words: the page on which a picture is asked for that no file was there for. Uses the
 * inspector's fields and puts orders into the queue. Start reading at {@link
 * afterimage.ui.words.StartFromWords}.
 */
@NullMarked
package afterimage.ui.words;

import org.jspecify.annotations.NullMarked;
