/**
 * Decoders and encoders of the system's own libraries (libheif, libjxl, LibRaw), each in a process
 * of its own: they are native code that reads strangers' bytes. Start reading at {@link
 * afterimage.image.codec.CodecClient}, which the program calls, and {@link
 * afterimage.image.codec.CodecProcess}, which it starts.
 */
@NullMarked
package afterimage.image.codec;

import org.jspecify.annotations.NullMarked;
