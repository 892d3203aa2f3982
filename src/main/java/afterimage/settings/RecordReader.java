package afterimage.settings;

import afterimage.engine.RefineSettings;
import com.fasterxml.jackson.annotation.JsonAlias;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes records of JSON. What is missing or {@code null} gets the default; where there is none, no
 * record is made with {@code null} in a place that is not {@link Nullable}. All that is no record,
 * list or map is read by Jackson.
 */
enum RecordReader {
  /** A value of another kind makes the whole unreadable. */
  STRICT,
  /** A value of another kind counts as missing; as an element of a list or map it is left out. */
  LENIENT;

  /** For settings in lists and maps; what a preset does not say is diffusers' usual. */
  private static final RefineSettings USUAL =
      new RefineSettings("", "", 0.3, 50, 5, 6, 2.5, 0, null);

  <T> T read(JsonNode node, Class<T> type, @Nullable T defaults) throws UnreadableValueException {
    return type.cast(value(node, type, defaults));
  }

  private Object value(JsonNode node, Type type, @Nullable Object defaults)
      throws UnreadableValueException {
    if (type instanceof Class<?> plain && plain.isRecord()) {
      return record(node, plain, defaults);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return list(node, generic.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType generic
        && generic.getRawType() == Map.class
        && generic.getActualTypeArguments()[0] == String.class) {
      return map(node, generic.getActualTypeArguments()[1]);
    }
    try {
      @Nullable Object value = JsonFile.JSON.treeToValue(node, JsonFile.JSON.constructType(type));
      if (value != null) {
        return value;
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new UnreadableValueException(node + " is no " + type, e);
    }
    throw new UnreadableValueException(node + " says nothing", null);
  }

  private Object record(JsonNode node, Class<?> type, @Nullable Object defaults)
      throws UnreadableValueException {
    if (!node.isObject()) {
      throw new UnreadableValueException(node + " is no object", null);
    }
    Object otherwise = defaults == null && type == RefineSettings.class ? USUAL : defaults;
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = component(node, components[i], otherwise);
    }
    Object made = construct(type, components, values);
    for (RecordComponent component : components) {
      if (of(made, component) == null
          && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        throw new UnreadableValueException("no " + component.getName(), null);
      }
    }
    return made;
  }

  private @Nullable Object component(
      JsonNode object, RecordComponent component, @Nullable Object defaults)
      throws UnreadableValueException {
    Object otherwise = defaults == null ? absent(component) : of(defaults, component);
    JsonNode node = withFormerEntry(object, component, named(object, component));
    if (node == null) {
      return otherwise;
    }
    try {
      return value(
          node, component.getGenericType(), defaults == null ? null : of(defaults, component));
    } catch (UnreadableValueException e) {
      if (this == STRICT) {
        throw e;
      }
      return otherwise;
    }
  }

  private static @Nullable JsonNode named(JsonNode object, RecordComponent component) {
    JsonNode node = object.get(component.getName());
    JsonAlias alias = component.getAccessor().getAnnotation(JsonAlias.class);
    if (node == null && alias != null) {
      node =
          Arrays.stream(alias.value())
              .map(object::get)
              .filter(named -> named != null)
              .findFirst()
              .orElse(null);
    }
    return node == null || node.isNull() ? null : node;
  }

  private static @Nullable JsonNode withFormerEntry(
      JsonNode object, RecordComponent component, @Nullable JsonNode node) {
    FormerEntry former = component.getAccessor().getAnnotation(FormerEntry.class);
    if (former == null || !object.hasNonNull(former.of())) {
      return node;
    }
    ObjectNode map =
        node instanceof ObjectNode now ? now.deepCopy() : JsonFile.JSON.createObjectNode();
    if (!map.has(former.key())) {
      map.set(former.key(), object.get(former.of()));
    }
    return map;
  }

  /** What stands for a value that neither the file nor anything else gives. */
  private static @Nullable Object absent(RecordComponent component)
      throws UnreadableValueException {
    Class<?> type = component.getType();
    if (type == List.class) {
      return List.of();
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (!type.isPrimitive()) {
      return null;
    }
    try {
      return type == boolean.class ? false : JsonFile.JSON.convertValue(0, type);
    } catch (JacksonException e) {
      throw new UnreadableValueException("no " + component.getName(), e);
    }
  }

  private List<Object> list(JsonNode node, Type element) throws UnreadableValueException {
    if (!node.isArray()) {
      throw new UnreadableValueException(node + " is no list", null);
    }
    List<Object> values = new ArrayList<>();
    for (JsonNode item : node) {
      if (!item.isNull()) {
        try {
          values.add(value(item, element, null));
        } catch (UnreadableValueException e) {
          if (this == STRICT) {
            throw e;
          }
        }
      }
    }
    return values;
  }

  private Map<String, Object> map(JsonNode node, Type element) throws UnreadableValueException {
    if (!node.isObject()) {
      throw new UnreadableValueException(node + " is no object", null);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> item : node.properties()) {
      if (!item.getValue().isNull()) {
        try {
          values.put(item.getKey(), value(item.getValue(), element, null));
        } catch (UnreadableValueException e) {
          if (this == STRICT) {
            throw e;
          }
        }
      }
    }
    return values;
  }

  private static Object construct(
      Class<?> type, RecordComponent[] components, @Nullable Object[] values)
      throws UnreadableValueException {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new UnreadableValueException("no " + type, e.getCause());
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new UnreadableValueException("no " + type, e);
    }
  }

  private static @Nullable Object of(Object made, RecordComponent component)
      throws UnreadableValueException {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(made);
    } catch (ReflectiveOperationException e) {
      throw new UnreadableValueException("no " + component.getName(), e);
    }
  }
}
