package afterimage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many lines the file of a class has. */
final class SourceLength extends ArchCondition<JavaClass> {
  private static final Path SOURCES = Path.of("src/main/java");

  private final int most;

  private SourceLength(int most) {
    super("have at most " + most + " lines in their file");
    this.most = most;
  }

  static SourceLength atMost(int lines) {
    return new SourceLength(lines);
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    if (!type.isTopLevelClass() || type.getSimpleName().equals("package-info")) {
      return;
    }
    Path file = SOURCES.resolve(type.getName().replace('.', '/') + ".java");
    try (Stream<String> lines = Files.lines(file)) {
      long count = lines.count();
      events.add(new SimpleConditionEvent(type, count <= most, file + " has " + count + " lines"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
