package afterimage.image.codec;

import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * An {@link UnencodedPicture} in the process that encodes it.
 *
 * @param pixels rows from the top, nothing between them
 */
record PictureInput(
    PictureHeader header, int bits, double quality, PictureParts parts, MemorySegment pixels) {

  /** Takes one from the program. */
  static PictureInput read(FileInputStream stream) throws IOException {
    // Not buffered: what follows is read by the channel.
    DataInputStream in = new DataInputStream(stream);
    PictureHeader header = PictureHeader.read(in);
    int bits = in.readInt();
    double quality = in.readDouble();
    PictureParts parts = PictureParts.read(in);
    long bytes = Math.multiplyExact(header.rowBytes(), header.height());
    return new PictureInput(
        header, bits, quality, parts, CodecProcess.read(stream.getChannel(), bytes));
  }
}
