package org.aitbc.starter.database;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.domain.payment.Amounts;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.JdbcUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows as records: constants as the wire has them, amounts without trailing zeros, what is JSON or an array as it is declared. */
final class RowReader {

    private final JsonMapper json;
    private final Map<Class<?>, RowMapper<?>> mappers = new ConcurrentHashMap<>();

    RowReader(JsonMapper json) {
        this.json = json;
    }

    private interface Reader {
        @Nullable
        Object read(ResultSet row, int column) throws SQLException;
    }

    private record Component(String column, Reader reader) {}

    /** Whether this maps rows to the type, which is left to Spring otherwise. */
    static boolean maps(Class<?> type) {
        return type.isRecord()
                || type.isEnum()
                || type == Instant.class
                || type == Duration.class
                || JsonNode.class.isAssignableFrom(type);
    }

    /** Of a record, from the columns that it has components for, or of the value of a single column. */
    RowMapper<?> mapper(Class<?> type) {
        return mappers.computeIfAbsent(type, this::createMapper);
    }

    @SuppressWarnings("NullAway") // the value of a single column may be null, as with Spring's own mapper
    private RowMapper<?> createMapper(Class<?> type) {
        if (!type.isRecord() || type == RawJson.class) {
            Reader reader = reader(type);
            return (row, _) -> reader.read(row, 1);
        }
        RecordComponent[] components = type.getRecordComponents();
        List<Component> columns = Arrays.stream(components)
                .map(one -> new Component(
                        JdbcUtils.convertPropertyNameToUnderscoreName(one.getName()), reader(one.getGenericType())))
                .toList();
        Constructor<?> constructor = canonical(type, components);
        return (row, _) -> {
            @Nullable Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Component one = columns.get(i);
                values[i] = one.reader().read(row, row.findColumn(one.column()));
            }
            return BeanUtils.instantiateClass(constructor, values);
        };
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName(), e);
        }
    }

    private Reader reader(Type type) {
        ResolvableType resolved = ResolvableType.forType(type);
        Class<?> raw = resolved.toClass();
        if (raw == String.class) {
            return RowReader::shown;
        }
        if (raw.isEnum()) {
            return (row, column) -> constant(raw, row.getString(column));
        }
        if (raw == Instant.class) {
            return (row, column) -> instant(row.getObject(column, OffsetDateTime.class));
        }
        if (raw == BigDecimal.class) {
            return (row, column) -> amount(row.getBigDecimal(column));
        }
        if (raw == Duration.class) {
            return (row, column) -> duration((PGInterval) row.getObject(column));
        }
        if (raw == RawJson.class) {
            return (row, column) -> RawJson.of(row.getString(column));
        }
        if (raw == List.class) {
            Class<?> element = resolved.getGeneric(0).toClass();
            return (row, column) -> row.getObject(column) instanceof Array array
                    ? elements(array, element)
                    : fromJson(row, column, type);
        }
        if (isJson(raw)) {
            return (row, column) -> fromJson(row, column, type);
        }
        return (row, column) -> DefaultConversionService.getSharedInstance()
                .convert(JdbcUtils.getResultSetValue(row, column, raw), raw);
    }

    /** A text, or an id or bytes as the wire has them. */
    private static @Nullable String shown(ResultSet row, int column) throws SQLException {
        return switch (row.getObject(column)) {
            case UUID id -> Ids.text(id);
            case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
            case null, default -> row.getString(column);
        };
    }

    private static boolean isJson(Class<?> type) {
        return type.isRecord() || Map.class.isAssignableFrom(type) || JsonNode.class.isAssignableFrom(type);
    }

    private @Nullable Object fromJson(ResultSet row, int column, Type type) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : json.readValue(text, json.constructType(type));
    }

    private static List<?> elements(Array array, Class<?> element) throws SQLException {
        return Arrays.stream((Object[]) array.getArray())
                .map(one -> element.isEnum() ? constant(element, (String) one) : one)
                .toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it is an enum
    private static @Nullable Object constant(Class<?> type, @Nullable String text) {
        return text == null ? null : Enum.valueOf((Class) type, text.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable BigDecimal amount(@Nullable BigDecimal amount) {
        return amount == null ? null : Amounts.normalized(amount);
    }

    private static @Nullable Duration duration(@Nullable PGInterval time) {
        return time == null
                ? null
                : Duration.ofDays(time.getDays())
                        .plusHours(time.getHours())
                        .plusMinutes(time.getMinutes())
                        .plusSeconds(time.getWholeSeconds())
                        .plusNanos(time.getMicroSeconds() * 1_000L);
    }
}
