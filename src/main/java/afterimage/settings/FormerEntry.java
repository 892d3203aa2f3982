package afterimage.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An entry of a map that older files have as a field beside it; the map's own goes before. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface FormerEntry {
  /** The field in older files. */
  String of();

  /** The entry. */
  String key();
}
