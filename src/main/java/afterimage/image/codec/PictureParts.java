package afterimage.image.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file has beside its pixels.
 *
 * @param bytes of each part that it has, not to be changed
 */
public record PictureParts(Map<Part, byte[]> bytes) {
  /** As much as any of them may have; profiles and EXIF blocks have less. */
  private static final int MAX_BYTES = 64 << 20;

  /** The parts. */
  public enum Part {
    /** An ICC profile. */
    ICC,
    /** Primaries, transfer function, matrix and range by the numbers of ITU-T H.273. */
    CICP,
    /** A TIFF-structured block. */
    EXIF,
    /** A packet. */
    XMP,
    /** Of no bytes: that there is a gain map, which is left out. */
    GAIN_MAP
  }

  /** None. */
  public PictureParts() {
    this(new EnumMap<>(Part.class));
  }

  public byte @Nullable [] get(Part part) {
    return bytes.get(part);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(bytes.size());
    for (Map.Entry<Part, byte[]> part : bytes.entrySet()) {
      out.writeUTF(part.getKey().name());
      out.writeInt(part.getValue().length);
      out.write(part.getValue());
    }
  }

  static PictureParts read(DataInput in) throws IOException {
    PictureParts parts = new PictureParts();
    int count = in.readInt();
    for (int i = 0; i < count && i < Part.values().length; i++) {
      String name = in.readUTF();
      int length = in.readInt();
      if (length < 0 || length > MAX_BYTES) {
        throw new CodecException(CodecException.Kind.DAMAGED, name + " of " + length + " bytes");
      }
      byte[] bytes = new byte[length];
      in.readFully(bytes);
      for (Part part : Part.values()) {
        if (part.name().equals(name)) {
          parts.bytes.put(part, bytes);
        }
      }
    }
    return parts;
  }
}
