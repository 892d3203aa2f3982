package afterimage.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import afterimage.SeededCase;
import afterimage.SeededCases;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  private final NaturalOrder order = new NaturalOrder();

  @Test
  void compare_numberedPictures_byValue() {
    assertEquals(
        List.of("p1.png", "p2.png", "p10.png", "p11.png", "p100.png"),
        sorted("p10.png", "p100.png", "p2.png", "p11.png", "p1.png"));
  }

  @Test
  void compare_upperAndLowerCase_alike() {
    assertEquals(
        List.of("Apple.png", "banana.png", "Cherry.png"),
        sorted("banana.png", "Cherry.png", "Apple.png"));
  }

  @Test
  void compare_folders_beforeNames() {
    assertEquals(List.of("shoot2/b.png", "shoot10/a.png"), sorted("shoot10/a.png", "shoot2/b.png"));
  }

  @Test
  void compare_numbersOfManyDigitsAndZeros_byValue() {
    assertEquals(
        List.of("007.png", "7.png", "08.png", "123456789012345678901234567890.png"),
        sorted("123456789012345678901234567890.png", "08.png", "7.png", "007.png"));
  }

  @Test
  void compare_anyThree_isATotalOrder() {
    SeededCases.check(
        2000,
        random -> {
          Path a = name(random);
          Path b = name(random);
          Path c = name(random);

          assertEquals(Integer.signum(order.compare(a, b)), -Integer.signum(order.compare(b, a)));
          assertEquals(a.equals(b), order.compare(a, b) == 0);
          if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
            assertTrue(order.compare(a, c) <= 0);
          }
        });
  }

  private static Path name(SeededCase random) {
    return Path.of("x" + random.text(0, 6, "0012aAbß/."));
  }

  private List<String> sorted(String... names) {
    List<Path> paths = new ArrayList<>(Stream.of(names).map(Path::of).toList());
    paths.sort(order);
    return paths.stream().map(path -> path.toString().replace('\\', '/')).toList();
  }
}
