package afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, MACHINE",
    "127.255.255.254, MACHINE",
    "0.1.2.3, MACHINE",
    "2130706433, MACHINE",
    "::1, MACHINE",
    "::ffff:127.0.0.1, MACHINE",
    "10.1.2.3, NETWORK",
    "3232235777, NETWORK",
    "172.16.0.1, NETWORK",
    "172.32.0.1, WORLD",
    "192.168.0.1, NETWORK",
    "192.0.0.8, NETWORK",
    "192.0.1.8, WORLD",
    "169.254.1.1, NETWORK",
    "100.127.0.1, NETWORK",
    "100.128.0.1, WORLD",
    "198.19.0.1, NETWORK",
    "224.0.0.251, NETWORK",
    "255.255.255.255, NETWORK",
    "8.8.8.8, WORLD",
    "fe80::1, NETWORK",
    "fec0::1, NETWORK",
    "fc00::1, NETWORK",
    "fdff::1, NETWORK",
    "ff05::2, NETWORK",
    "::ffff:10.0.0.1, NETWORK",
    "64:ff9b::a00:1, NETWORK",
    "64:ff9b::808:808, WORLD",
    "2002:a00:1::, NETWORK",
    "2001:0:1::1, NETWORK",
    "2606:4700::1111, WORLD"
  })
  void of_host_isAsFarAsItsAddress(String host, Reach expected) throws Exception {
    assertThat(Reach.of(host)).isEqualTo(expected);
  }

  @Test
  void of_nameWithoutAddress_fails() {
    assertThatThrownBy(() -> Reach.of("nowhere.invalid")).isInstanceOf(UnknownHostException.class);
  }
}
