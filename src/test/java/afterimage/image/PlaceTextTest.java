package afterimage.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "52.1234, 13.4050",
        "at 52.1234/13.4050",
        "52,1234; 13,4050",
        "+52.1234+013.4050/",
        "N 52.1234 E 13.4050",
        "52.12N 13.40E",
        "52,31.2N",
        "52°31'12.0\"N",
        "52 deg 7' 24.44\" N",
        "52Â°31â€²",
        "40.7° N",
        "N52 31.234 E013 24.567",
        "lat: 52.1 lon: 13.4",
        "{\"lat\":52.1,\"lng\":13.4}",
        "Latitude 52",
        "geo:52,13",
        "https://maps.google.com/?q=x",
        "9F4MGC22+22",
        "33U 391545 5820000",
        "33UUU9154520000",
        "33U UU 91545 20000",
        "Places|Germany|Zossen"
      })
  void isIn_coordinates_findsThem(String text) {
    assertThat(PlaceText.isIn(text)).isTrue();
    assertThat(PlaceText.isIn("photo: " + text + " (mine)")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A fox in the snow",
        "Rotated by 90°, -20 °C, f/2.8, 1/125 s",
        "2024-05-01T12:34:56.123+02:00",
        "EF 24-70mm f/2.8L II USM",
        "flat: 3, translation 12, a lot of long grass",
        "C++ 11, 1+1",
        "Copyright 2024, 12.50 EUR",
        "1000 x 2000, 300 dpi"
      })
  void isIn_otherWords_findsNone(String text) {
    assertThat(PlaceText.isIn(text)).isFalse();
  }

  @Test
  void isIn_longTexts_answers() {
    for (String piece :
        new String[] {"1", "1.", "52°1", "lat", "+2345678", "33U ", "geo", "N5.1"}) {
      PlaceText.isIn(piece.repeat(1_000_000));
    }
  }
}
