package afterimage.image;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Namespaces of XMP whose properties are documented, with the prefix that everybody gives them (XMP
 * specification, parts 1 and 2; Exif 3.0 metadata for XMP; IPTC Photo Metadata Standard; PLUS; MWG;
 * Google's photo sphere; Microsoft's photo schema). What a packet calls them does not matter.
 */
enum XmpNamespace {
  RDF("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
  XML("xml", "http://www.w3.org/XML/1998/namespace"),
  XMP("xmp", "http://ns.adobe.com/xap/1.0/"),
  XMP_RIGHTS("xmpRights", "http://ns.adobe.com/xap/1.0/rights/"),
  XMP_MM("xmpMM", "http://ns.adobe.com/xap/1.0/mm/"),
  XMP_DM("xmpDM", "http://ns.adobe.com/xmp/1.0/DynamicMedia/"),
  RESOURCE_EVENT("stEvt", "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"),
  RESOURCE_REF("stRef", "http://ns.adobe.com/xap/1.0/sType/ResourceRef#"),
  DIMENSIONS("stDim", "http://ns.adobe.com/xap/1.0/sType/Dimensions#"),
  AREA("stArea", "http://ns.adobe.com/xmp/sType/Area#"),
  DUBLIN_CORE("dc", "http://purl.org/dc/elements/1.1/"),
  DUBLIN_TERMS("dcterms", "http://purl.org/dc/terms/"),
  TIFF("tiff", "http://ns.adobe.com/tiff/1.0/"),
  EXIF("exif", "http://ns.adobe.com/exif/1.0/"),
  EXIF_EX("exifEX", "http://cipa.jp/exif/1.0/"),
  AUX("aux", "http://ns.adobe.com/exif/1.0/aux/"),
  PHOTOSHOP("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
  CAMERA_RAW("crs", "http://ns.adobe.com/camera-raw-settings/1.0/"),
  LIGHTROOM("lr", "http://ns.adobe.com/lightroom/1.0/"),
  IPTC_CORE("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
  IPTC_EXTENSION("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"),
  PLUS("plus", "http://ns.useplus.org/ldf/xmp/1.0/"),
  REGIONS("mwg-rs", "http://www.metadataworkinggroup.com/schemas/regions/"),
  MICROSOFT_PHOTO("MicrosoftPhoto", "http://ns.microsoft.com/photo/1.0/"),
  PHOTO_SPHERE("GPano", "http://ns.google.com/photos/1.0/panorama/"),
  CREATIVE_COMMONS("cc", "http://creativecommons.org/ns#");

  private static final Map<String, XmpNamespace> BY_URI =
      Arrays.stream(values()).collect(Collectors.toMap(n -> n.uri, Function.identity()));

  private final String prefix;
  private final String uri;

  XmpNamespace(String prefix, String uri) {
    this.prefix = prefix;
    this.uri = uri;
  }

  /** The namespace of an address, or null if it is none of these. */
  static @Nullable XmpNamespace of(@Nullable String uri) {
    return uri == null ? null : BY_URI.get(uri);
  }

  String prefix() {
    return prefix;
  }

  String uri() {
    return uri;
  }

  /** A name with the usual prefix. */
  String qualified(String local) {
    return prefix + ":" + local;
  }

  /** Binds the prefix; the one of xml is bound everywhere. */
  String declaration() {
    return this == XML ? "" : " xmlns:" + prefix + "=\"" + uri + "\"";
  }
}
