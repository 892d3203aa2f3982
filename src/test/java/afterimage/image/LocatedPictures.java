package afterimage.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small pictures that say where they were taken, in every way that we know. */
final class LocatedPictures {
  private static final Map<String, String> XMPS =
      Map.of(
          "attribute",
          """
          <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
           xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
           xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="52,30N"
           exif:GPSLongitude="13,24E"/></rdf:RDF></x:xmpmeta>""",
          "element",
          """
          <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
           xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description
           xmlns:exif="http://ns.adobe.com/exif/1.0/">
           <exif:GPSLatitude>52,30N</exif:GPSLatitude>
           <exif:GPSLongitude>13,24E</exif:GPSLongitude></rdf:Description></rdf:RDF></x:xmpmeta>""");

  private LocatedPictures() {}

  static List<byte[]> all() throws IOException {
    Path folder = Files.createTempDirectory("located");
    try {
      Path file = folder.resolve("a.png");
      List<byte[]> all = new ArrayList<>();
      for (String ending : List.of("jpg", "png", "webp", "tif")) {
        for (String xmp : XMPS.values()) {
          Path target = file.resolveSibling("a." + ending);
          PictureWriter.write(
              TestPictures.gradient(8, 6),
              target,
              new WriteOptions(0.5, true),
              new PictureMetadata(exif(), Map.of(PictureMetadata.XMP, xmp)));
          all.add(Files.readAllBytes(target));
          Files.delete(target);
        }
      }
      Map<String, String> raw = new TreeMap<>();
      String block = HexFormat.of().formatHex(exif());
      raw.put("Raw profile type exif", "\nexif\n%8d\n%s\n".formatted(block.length() / 2, block));
      raw.put("parameters", "a fox\nSteps: 4, Seed: 1");
      PictureWriter.write(
          TestPictures.gradient(8, 6),
          file,
          new WriteOptions(0.5, true),
          new PictureMetadata(null, raw));
      all.add(Files.readAllBytes(file));
      Files.delete(file);
      return all;
    } catch (PictureException e) {
      throw new IOException(e);
    } finally {
      Files.delete(folder);
    }
  }

  /** A camera's name, an EXIF directory with a comment, and a GPS directory. */
  static byte[] exif() {
    ByteBuffer block = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    block.put(new byte[] {'I', 'I', 42, 0}).putInt(8);
    block.putShort((short) 3);
    entry(block, 0x0110, 2, 8, 100);
    entry(block, 0x8769, 4, 1, 60);
    entry(block, 0x8825, 4, 1, 120);
    block.putInt(0);
    block.position(60).putShort((short) 1);
    entry(block, 0x9286, 7, 8, 108);
    block.putInt(0);
    block.position(100).put("Testcam\0".getBytes(StandardCharsets.US_ASCII));
    block.put("ASCII\0\0\0".getBytes(StandardCharsets.US_ASCII));
    block.position(120).putShort((short) 4);
    entry(block, 1, 2, 2, 'N');
    entry(block, 2, 5, 3, 174);
    entry(block, 3, 2, 2, 'E');
    entry(block, 4, 5, 3, 174);
    block.putInt(0);
    block.position(174).putInt(52).putInt(1).putInt(30).putInt(1).putInt(0).putInt(1);
    return block.array();
  }

  private static void entry(ByteBuffer block, int tag, int type, int count, int value) {
    block.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}
