package dev.pgplaybook.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Records from and to the maps that {@link Json} knows, by their components: the names in the record are the names in the file. An
 * interface's record says which it is under {@code is}. A component that the file lacks is empty, so that old journals stay readable.
 */
final class RecordJson {

    private static final String TAG = "is";

    /** Asked of a class once: the JVM makes its answers anew each time. */
    private static final ClassValue<String> TAGS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return type.getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }
    };

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private record Component(String name, Class<?> type, Type generic, Method accessor) {}

    /** What a record consists of, and how one is made. */
    private record Shape(List<Component> components, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            List<Component> components = Arrays.stream(type.getRecordComponents())
                    .map(c -> new Component(c.getName(), c.getType(), c.getGenericType(), c.getAccessor()))
                    .toList();
            Class<?>[] types = components.stream().map(Component::type).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(components, constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("every record has its canonical constructor", e);
            }
        }
    }

    private RecordJson() {}

    /** The record's name in a file: StepStarted is {@code step-started}. */
    static String tag(Class<?> type) {
        return TAGS.get(type);
    }

    /** Writes a record; every text passes {@code mask} on its way. */
    static Map<String, @Nullable Object> write(Record value, UnaryOperator<String> mask) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Component component : SHAPES.get(value.getClass()).components()) {
            Object field = encode(get(component, value), component.type(), mask);
            if (field != null) {
                fields.put(component.name(), field);
            }
        }
        return fields;
    }

    private static @Nullable Object encode(@Nullable Object value, Class<?> declared, UnaryOperator<String> mask) {
        if (value instanceof Optional<?> optional) {
            return encode(optional.orElse(null), Object.class, mask);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>(list.size());
            for (Object item : list) {
                items.add(encode(item, Object.class, mask));
            }
            return items;
        } else if (value instanceof Record nested) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            if (declared.isInterface()) {
                fields.put(TAG, tag(nested.getClass()));
            }
            fields.putAll(write(nested, mask));
            return fields;
        } else if (value instanceof Enum<?> constant) {
            return constant.name().startsWith("PB")
                    ? constant.name()
                    : constant.name().toLowerCase(Locale.ROOT);
        }
        return value instanceof String || value instanceof Path ? mask.apply(value.toString()) : value;
    }

    private static @Nullable Object get(Component component, Record value) {
        try {
            return component.accessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record's accessor failed: " + component.name(), e);
        }
    }

    static <T extends Record> T read(Class<T> type, Map<?, ?> fields) {
        Shape shape = SHAPES.get(type);
        @Nullable Object[] values = new Object[shape.components().size()];
        for (int i = 0; i < values.length; i++) {
            Component component = shape.components().get(i);
            values[i] = decode(fields.get(component.name()), component.generic());
        }
        try {
            return type.cast(shape.constructor().newInstance(values));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("not a " + tag(type) + ": " + fields.keySet(), e);
        }
    }

    private static @Nullable Object decode(@Nullable Object value, Type type) {
        if (type instanceof ParameterizedType generic) {
            return many(value, generic.getRawType() == Optional.class, generic.getActualTypeArguments()[0]);
        }
        Class<?> target = (Class<?>) type;
        if (value instanceof Map<?, ?> fields) {
            return read(recordType(target, fields), fields);
        }
        return scalar(value, target);
    }

    private static Object many(@Nullable Object value, boolean optional, Type item) {
        if (optional) {
            return value == null ? Optional.empty() : Optional.ofNullable(decode(value, item));
        }
        return value instanceof List<?> list
                ? list.stream().map(i -> decode(i, item)).toList()
                : List.of();
    }

    private static @Nullable Object scalar(@Nullable Object value, Class<?> type) {
        if (type == int.class || type == long.class) {
            long number = value instanceof BigDecimal decimal ? decimal.longValue() : 0;
            return type == int.class ? (Object) (int) number : (Object) number;
        } else if (type == boolean.class) {
            return Boolean.TRUE.equals(value);
        } else if (value == null) {
            return type == String.class ? "" : null;
        } else if (type == Path.class) {
            return Path.of(value.toString());
        }
        return type.isEnum() ? constant(type, value.toString()) : value;
    }

    private static Object constant(Class<?> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> ((Enum<?>) c).name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is no " + tag(type)));
    }

    private static Class<? extends Record> recordType(Class<?> type, Map<?, ?> fields) {
        if (type.isRecord()) {
            return type.asSubclass(Record.class);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .filter(c -> tag(c).equals(fields.get(TAG)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(fields.get(TAG) + " is no " + tag(type)))
                .asSubclass(Record.class);
    }
}
