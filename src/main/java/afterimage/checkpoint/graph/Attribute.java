package afterimage.checkpoint.graph;

import java.util.Arrays;
import java.util.List;

/** A setting of an operator. */
public sealed interface Attribute {

  /** Its name in the operator's definition. */
  String name();

  /** A whole number. */
  record Int(String name, long value) implements Attribute {}

  /** A 32-bit floating point number. */
  record Real(String name, float value) implements Attribute {}

  /** A text. */
  record Text(String name, String value) implements Attribute {}

  /** A list of whole numbers. */
  record Ints(String name, List<Long> values) implements Attribute {}

  /** A whole number. */
  static Attribute of(String name, long value) {
    return new Int(name, value);
  }

  /** A 32-bit floating point number. */
  static Attribute real(String name, double value) {
    return new Real(name, (float) value);
  }

  /** A text. */
  static Attribute of(String name, String value) {
    return new Text(name, value);
  }

  /** A list of whole numbers. */
  static Attribute list(String name, long... values) {
    return new Ints(name, Arrays.stream(values).boxed().toList());
  }
}
