/**
 * What the engine and the formats have to say to people, in the user's language. Stands below all
 * other packages. Start reading at {@link afterimage.message.Messages}.
 */
@NullMarked
package afterimage.message;

import org.jspecify.annotations.NullMarked;
