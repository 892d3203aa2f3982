package afterimage.checkpoint.safetensors;

import afterimage.engine.EngineException;
import afterimage.message.Messages;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Looks for weights that are not finite: NaN or infinite, as a broken merge leaves them. */
public final class WeightScan {
  private static final ValueLayout.OfLong EIGHT_BYTES =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort TWO_BYTES =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long BLOCK = 1 << 12;
  private static final int BLOCKS_SAMPLED = 8;
  private static final int NAMES_SHOWN = 10;

  private WeightScan() {}

  /** How much of each tensor is looked at. */
  public enum Depth {
    /** Eight pages of each tensor: a moment for any file. */
    SAMPLE,
    /** Every value: as long as the file takes to read. */
    WHOLE
  }

  /**
   * Looks through a file.
   *
   * @throws EngineException naming the first ten tensors that hold a value that is not finite, or
   *     if the file is no longer the one whose header was read
   */
  public static void requireFinite(TensorFile header, Depth depth) throws EngineException {
    List<String> broken = broken(header, depth);
    if (!broken.isEmpty()) {
      List<String> shown = broken.subList(0, Math.min(NAMES_SHOWN, broken.size()));
      throw new EngineException(
          Messages.of("checkpoint.broken", header.file(), broken.size(), String.join(", ", shown)),
          Messages.of("checkpoint.broken.remedy"));
    }
  }

  private static List<String> broken(TensorFile header, Depth depth) throws EngineException {
    Path file = header.file();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      if (channel.size() != header.fileBytes()) {
        throw new EngineException(
            Messages.of("checkpoint.changing", file), Messages.of("checkpoint.changing.remedy"));
      }
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, header.fileBytes(), arena);
      List<String> broken = new ArrayList<>();
      for (TensorEntry entry : header.tensors().values()) {
        if (entry.dtype().isWeight()
            && !isFinite(all.asSlice(entry.offset(), entry.bytes()), entry.dtype(), depth)) {
          broken.add(entry.name());
        }
      }
      return broken;
    } catch (IOException e) {
      throw new EngineException(
          Messages.of("checkpoint.unreadable", file), Messages.of("checkpoint.readable"), e);
    }
  }

  private static boolean isFinite(MemorySegment bytes, DType type, Depth depth) {
    long size = bytes.byteSize();
    long block = type.isInBlocks() ? BLOCK / type.bytes() * type.bytes() : BLOCK;
    long blocks = Math.ceilDiv(size, block);
    long step =
        depth == Depth.WHOLE || blocks <= BLOCKS_SAMPLED ? 1 : Math.ceilDiv(blocks, BLOCKS_SAMPLED);
    for (long i = 0; i < blocks; i += step) {
      long begin = i * block;
      if (!isFinite(bytes.asSlice(begin, Math.min(block, size - begin)), type)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A value is not finite where all bits of its exponent are set; adding one at the exponent's
   * lowest bit then carries into the sign bit, which was cleared. So eight bytes take a few
   * instructions, and the loop has no branch.
   */
  private static boolean isFinite(MemorySegment block, DType type) {
    if (type == DType.F64) {
      return isFiniteInSingle(block);
    }
    if (type.isInBlocks()) {
      return areScalesFinite(block, type);
    }
    Bits bits = Bits.of(type);
    long exponent = bits.exponent;
    long lowest = bits.lowest;
    long sign = bits.sign;
    int words = (int) (block.byteSize() / Long.BYTES);
    long carried = 0;
    for (int word = 0; word < words; word++) {
      carried |= (block.get(EIGHT_BYTES, (long) word * Long.BYTES) & exponent) + lowest;
    }
    long rest = 0;
    for (long at = block.byteSize() - 1; at >= (long) words * Long.BYTES; at--) {
      rest = rest << Byte.SIZE | Byte.toUnsignedLong(block.get(ValueLayout.JAVA_BYTE, at));
    }
    carried |= (rest & exponent) + lowest;
    return (carried & sign) == 0;
  }

  /** Numbers of 64 bits are computed with in 32. */
  private static boolean isFiniteInSingle(MemorySegment block) {
    for (long at = 0; at < block.byteSize(); at += Double.BYTES) {
      if (!Float.isFinite((float) Double.longBitsToDouble(block.get(EIGHT_BYTES, at)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean areScalesFinite(MemorySegment blocks, DType type) {
    for (long block = 0; block + type.bytes() <= blocks.byteSize(); block += type.bytes()) {
      if (!isHalfFinite(blocks, block + type.scale())
          || !isHalfFinite(blocks, block + type.offset())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHalfFinite(MemorySegment blocks, long at) {
    return Float.isFinite(Float.float16ToFloat(blocks.get(TWO_BYTES, at)));
  }

  /**
   * Masks of eight bytes.
   *
   * @param exponent bits that are all set where a value is not finite
   * @param lowest of them
   * @param sign to which adding that carries then
   */
  private record Bits(long exponent, long lowest, long sign) {
    static Bits of(DType type) {
      return switch (type) {
        case F16 -> repeated(0x7c00, 0x0400, 0x8000, 0x0001_0001_0001_0001L);
        case BF16 -> repeated(0x7f80, 0x0080, 0x8000, 0x0001_0001_0001_0001L);
        // Not a number where all bits but the sign are set; there is no infinity.
        case F8_E4M3 -> repeated(0x7f, 0x01, 0x80, 0x0101_0101_0101_0101L);
        case F8_E5M2 -> repeated(0x7c, 0x04, 0x80, 0x0101_0101_0101_0101L);
        default -> repeated(0x7f80_0000L, 0x0080_0000L, 0x8000_0000L, 0x0000_0001_0000_0001L);
      };
    }

    private static Bits repeated(long exponent, long lowest, long sign, long ones) {
      return new Bits(exponent * ones, lowest * ones, sign * ones);
    }
  }
}
