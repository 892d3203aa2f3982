package afterimage.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * How far away a host is. A server may send a request on to one that is as far away or farther,
 * never to a nearer one: what the network cannot reach by itself, it cannot reach through us.
 */
public enum Reach {
  /** This computer. */
  MACHINE,
  /** Private, link-local, shared, multicast and reserved addresses (IANA's special registries). */
  NETWORK,
  /** Everything else. */
  WORLD;

  /**
   * The reach of a host: of its nearest address, if it has several. It is asked for by the same
   * resolver, and by way of the same cache, that the client connects by.
   *
   * @throws UnknownHostException if it has no address
   */
  public static Reach of(String host) throws UnknownHostException {
    return Arrays.stream(InetAddress.getAllByName(host))
        .map(Reach::of)
        .min(Reach::compareTo)
        .orElseThrow(() -> new UnknownHostException(host));
  }

  static Reach of(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return MACHINE;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return ofVersion4(bytes);
    }
    if (address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()) {
      return NETWORK;
    }
    return ofVersion6(bytes);
  }

  private static Reach ofVersion4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean near =
        switch (first) {
          case 10 -> true;
          case 100 -> (second & 0xc0) == 64; // Behind a provider's translator.
          case 169 -> second == 254;
          case 172 -> (second & 0xf0) == 16;
          case 192 -> second == 168 || (second == 0 && bytes[2] == 0);
          case 198 -> (second & 0xfe) == 18; // For measurements between networks.
          default -> first >= 224;
        };
    return first == 0 || first == 127 ? MACHINE : near ? NETWORK : WORLD;
  }

  private static Reach ofVersion6(byte[] bytes) {
    int start = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int next = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (start == 0x2002) {
      return ofVersion4(Arrays.copyOfRange(bytes, 2, 6)); // 6to4
    }
    if (start == 0x64 && next == 0xff9b) {
      return ofVersion4(Arrays.copyOfRange(bytes, 12, 16)); // NAT64
    }
    boolean compatible = true;
    for (int i = 0; i < 10; i++) {
      compatible &= bytes[i] == 0;
    }
    if (compatible) {
      return ofVersion4(Arrays.copyOfRange(bytes, 12, 16)); // An address of version 4 inside.
    }
    // Unique-local; Teredo, whose real address is hidden.
    boolean near = (start & 0xfe00) == 0xfc00 || (start == 0x2001 && next == 0);
    return near ? NETWORK : WORLD;
  }
}
