package afterimage.cli;

import afterimage.engine.Parameter;
import afterimage.engine.ParameterValues;
import afterimage.engine.RefineSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Options made of the engine's table of settings: name, value and help are declared there. */
final class ParameterOptions {
  private final Map<Parameter<?>, OptionSpec> options = new LinkedHashMap<>();

  ParameterOptions(List<Parameter<?>> parameters) {
    parameters.forEach(parameter -> options.put(parameter, option(parameter)));
  }

  /** For a {@code @Mixin}. */
  CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    options.values().forEach(spec::addOption);
    return spec;
  }

  /** Settings with what was typed. */
  RefineSettings onto(RefineSettings settings) {
    RefineSettings typed = settings;
    for (Map.Entry<Parameter<?>, OptionSpec> option : options.entrySet()) {
      typed = with(option.getKey(), option.getValue(), typed);
    }
    return typed;
  }

  /** Whether an option was typed. */
  boolean has(String name) {
    return options.entrySet().stream()
        .filter(option -> option.getKey().option().name().equals(name))
        .anyMatch(option -> option.getValue().getValue() != null);
  }

  private static <T> RefineSettings with(
      Parameter<T> parameter, OptionSpec option, RefineSettings settings) {
    @Nullable T value = option.getValue();
    return value == null ? settings : parameter.with().apply(settings, value);
  }

  private static <T> OptionSpec option(Parameter<T> parameter) {
    Parameter.Option declared = parameter.option();
    OptionSpec.Builder option =
        OptionSpec.builder("--" + declared.name())
            .type(parameter.values().type())
            .description(Objects.requireNonNull(declared.help()));
    if (declared.label() == null) {
      return option.arity("0").negatable(parameter.values().equals(ParameterValues.ON_OFF)).build();
    }
    option.paramLabel(declared.label());
    ITypeConverter<?> converter = converter(parameter);
    return converter == null ? option.build() : option.converters(converter).build();
  }

  /** Null for numbers that picocli reads, and names in its own words where they are none. */
  private static <T> @Nullable ITypeConverter<?> converter(Parameter<T> parameter) {
    ParameterValues<T> values = parameter.values();
    if (values.equals(ParameterValues.INTEGERS) || values.equals(ParameterValues.LONGS)) {
      return null;
    }
    Parameter.Range range = parameter.range();
    if (values.equals(ParameterValues.NUMBERS)) {
      return range != null && range.min() == 0 && range.max() == 1 ? new Share() : null;
    }
    return text -> {
      try {
        return values.parse().apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    };
  }
}
