package afterimage.image;

import afterimage.file.AtomicFile;
import afterimage.file.Leftovers;
import afterimage.guard.Guard;
import afterimage.guard.GuardException;
import afterimage.image.codec.CodecException;
import afterimage.message.Messages;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes pictures as PNG, JPEG, TIFF, BMP, WebP, AVIF or JPEG XL, whichever the file's extension
 * names. A file appears whole or not at all: it is written beside its place under another name,
 * then moved there.
 */
public final class PictureWriter {
  /** What files are called while they are being written, as a glob. */
  public static final String TEMPORARY_FILES = ".afterimage-*.tmp";

  private static final int BUFFER = 1 << 16;

  private PictureWriter() {}

  /**
   * Writes a file.
   *
   * @param metadata EXIF and XMP go into a file as upright, EXIF without its thumbnail; each part
   *     where the format has a place for it
   * @return what was lost on the way, one sentence each, for the user
   * @throws DiskFullException if there is no room for it
   * @throws PictureException if the format is unknown, the file exists and may not be replaced, or
   *     the disk refuses
   */
  public static List<String> write(
      Picture picture, Path file, WriteOptions options, PictureMetadata metadata)
      throws PictureException {
    PictureFormat format = format(file);
    Path target = file.toAbsolutePath();
    refuseExisting(target, file, options);
    StoredColors stored = StoredColors.of(picture, format, options);
    FileMetadata placed = placed(metadata, format, file);
    try {
      Guard.call(
          () -> {
            write(stored, target, format, options, placed);
            return target;
          });
    } catch (KeptFileException e) {
      throw exists(file, e);
    } catch (CodecException e) {
      throw LibraryEncoding.refusal(file.toString(), format, e);
    } catch (IOException e) {
      long missing = missing(stored, target, format, options, placed);
      throw missing > 0 || FullDisk.isCause(e)
          ? new DiskFullException(file, target.getParent(), missing, e)
          : unwritable(file, target, e);
    } catch (GuardException e) {
      throw unwritable(file, target, new IOException(String.valueOf(e.getCause()), e));
    }
    List<String> losses = new ArrayList<>(LeftOut.sentences(metadata.leftOut(), file));
    losses.addAll(losses(stored.picture(), format, options, placed, file));
    if (picture.hasWideGamut() && options.has(WriteSwitch.GAMUT) && !format.hasProfile()) {
      losses.add(Messages.of("image.loss.gamut", file, format, keep(PictureFormat::hasProfile)));
    }
    return losses;
  }

  private static FileMetadata placed(PictureMetadata metadata, PictureFormat format, Path file)
      throws PictureException {
    try {
      return Guard.<FileMetadata, RuntimeException>call(() -> FileMetadata.of(metadata, format));
    } catch (GuardException e) {
      throw unwritable(file, file.toAbsolutePath(), new IOException(e.getMessage(), e));
    }
  }

  private static void write(
      StoredColors colors,
      Path target,
      PictureFormat format,
      WriteOptions options,
      FileMetadata metadata)
      throws IOException {
    Path folder = target.getParent();
    if (folder != null) {
      Leftovers.sweep(folder);
    }
    try (AtomicFile whole = AtomicFile.begin(target, AtomicFile.Access.SHARED)) {
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(whole.temporary()), BUFFER)) {
        encode(colors, format, options, metadata, out);
      }
      commit(whole, options.overwrite());
    }
  }

  private static void commit(AtomicFile whole, boolean overwrite) throws IOException {
    try {
      whole.commit(overwrite ? AtomicFile.Existing.REPLACE : AtomicFile.Existing.KEEP);
    } catch (FileAlreadyExistsException e) {
      throw overwrite ? e : new KeptFileException(e);
    }
  }

  /** Somebody wrote a file of that name first. */
  private static final class KeptFileException extends IOException {
    private static final long serialVersionUID = 1L;

    KeptFileException(IOException cause) {
      super(cause);
    }
  }

  /**
   * The format that {@link #write} would use for a file of this name.
   *
   * @throws PictureException if there is none, or the library that writes it is missing
   */
  public static PictureFormat format(Path file) throws PictureException {
    Optional<PictureFormat> format =
        PictureFormat.ofName(file).filter(PictureFormat::isEverWritable);
    if (format.isEmpty()) {
      throw new PictureException(
          Messages.of("image.extension", file),
          Messages.of("image.extension.remedy", PictureFormat.writableNames()));
    }
    requireWritable(format.get(), file.toString());
    return format.get();
  }

  /**
   * Asks whether pictures of a format are written here.
   *
   * @param name by which the sentence calls what is to be written
   * @throws PictureException if the library that writes it is missing
   */
  public static void requireWritable(PictureFormat format, String name) throws PictureException {
    if (!format.isWritable()) {
      throw LibraryEncoding.missing(name, format);
    }
  }

  private static void encode(
      StoredColors colors,
      PictureFormat format,
      WriteOptions options,
      FileMetadata metadata,
      OutputStream out)
      throws IOException {
    Picture picture = colors.picture();
    byte[] profile = colors.profile();
    switch (format) {
      case PNG -> PngEncoder.write(picture, metadata, profile, out);
      case JPEG -> {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        Java2dEncoder.writeJpeg(picture, options, jpeg);
        JpegSegments.write(jpeg.toByteArray(), metadata, profile, out);
      }
      case TIFF -> Java2dEncoder.writeTiff(picture, profile, metadata, out);
      case BMP -> Java2dEncoder.writeBmp(picture, metadata, out);
      case WEBP -> {
        byte[] webp = WebpEncoder.encode(picture, options.quality());
        WebpChunks.write(webp, picture, metadata, profile, out);
      }
      case AVIF, JXL -> LibraryEncoding.write(colors, format, options, metadata, out);
      case GIF, HEIC, RAW -> throw new IllegalStateException(format + " is not written");
    }
  }

  /**
   * Bytes that the disk lacks for the file. Also tells a full disk where the system says so in
   * another language.
   */
  private static long missing(
      StoredColors colors,
      Path target,
      PictureFormat format,
      WriteOptions options,
      FileMetadata metadata) {
    Path folder = target.getParent();
    try (ByteCounter size = new ByteCounter()) {
      encode(colors, format, options, metadata, size);
      return folder == null ? 0 : FullDisk.missing(size.count(), folder);
    } catch (IOException e) {
      return 0; // It cannot be encoded at all.
    }
  }

  private static void refuseExisting(Path target, Path file, WriteOptions options)
      throws PictureException {
    if (Files.isDirectory(target)) {
      throw new PictureException(
          Messages.of("image.folder", file), Messages.of("image.folder.write"));
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new PictureException(
          Messages.of("image.plain", file), Messages.of("image.plain.write"));
    }
    if (!options.overwrite() && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw exists(file, null);
    }
  }

  private static PictureException exists(Path file, @Nullable Throwable cause) {
    return new PictureException(
        Messages.of("image.exists", file), Messages.of("image.exists.remedy"), cause);
  }

  private static PictureException unwritable(Path file, Path target, IOException cause) {
    Path folder = target.getParent();
    String reason =
        switch (cause) {
          case AccessDeniedException _ -> Messages.of("image.unwritable.denied");
          case FileAlreadyExistsException e ->
              Messages.of("image.unwritable.file", String.valueOf(e.getFile()));
          case FileSystemException e when e.getReason() != null -> e.getReason();
          default -> String.valueOf(cause.getMessage());
        };
    return new PictureException(
        Messages.of("image.unwritable", file, reason),
        Messages.of("image.unwritable.remedy", String.valueOf(folder)),
        cause);
  }

  private static List<String> losses(
      Picture picture,
      PictureFormat format,
      WriteOptions options,
      FileMetadata metadata,
      Path file) {
    List<String> losses = new ArrayList<>();
    losses.addAll(
        noRoom(
            metadata.lost(),
            file,
            format,
            keep(other -> other != format && other.hasExifAndSettings())));
    losses.addAll(noRoom(metadata.lostTexts(), file, format, PictureFormat.PNG.toString()));
    if (metadata.settingsMoved()) {
      losses.add(Messages.of("image.moved.settings", file));
    }
    if (picture.hasAlpha() && !format.hasAlpha()) {
      losses.add(Messages.of("image.loss.alpha", file, format, keep(PictureFormat::hasAlpha)));
    }
    int wanted = options.wantedDepth(picture);
    int depth = options.depthIn(format, picture);
    if (wanted > depth) {
      String others = keep(other -> other.maxDepth() >= wanted);
      losses.add(Messages.of("image.loss.depth", file, format, others, depth, wanted));
    }
    return losses;
  }

  private static List<String> noRoom(
      List<String> parts, Path file, PictureFormat format, String others) {
    return parts.isEmpty()
        ? List.of()
        : List.of(Messages.of("image.loss.metadata", file, format, LeftOut.names(parts), others));
  }

  /** Names the formats that would have kept it, wherever the program runs. */
  private static String keep(Predicate<PictureFormat> trait) {
    return PictureFormat.names(
        trait.and(PictureFormat::isEverWritable).and(format -> format.codec() == null));
  }
}
