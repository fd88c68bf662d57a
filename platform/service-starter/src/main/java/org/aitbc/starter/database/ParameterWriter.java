package org.aitbc.starter.database;

import java.lang.reflect.RecordComponent;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aitbc.domain.json.RawJson;
import org.aitbc.domain.json.UpperCase;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;
import org.springframework.beans.BeanUtils;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.util.ReflectionUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parameters as columns take them: constants as the wire has them, lists of simple values as arrays, other lists, records and maps as JSON. */
record ParameterWriter(JsonMapper json) {

    /** A parameter's value as the driver takes it; JSON has no type, so that it fits {@code json} and {@code jsonb} columns. */
    @Nullable
    Object column(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Enum<?> constant -> text(constant);
            case Instant time -> time.atOffset(ZoneOffset.UTC);
            case Duration time -> new PGInterval(0, 0, 0, 0, 0, time.toNanos() / 1e9);
            case RawJson open -> new SqlParameterValue(Types.OTHER, open.text());
            case Record document -> document(document);
            case Map<?, ?> document -> document(document);
            case JsonNode document -> document(document);
            default -> value;
        };
    }

    private static String text(Enum<?> constant) {
        return constant.getDeclaringClass().isAnnotationPresent(UpperCase.class)
                ? constant.name()
                : constant.name().toLowerCase(Locale.ROOT);
    }

    /** The parameters of a statement, given as an array, a list or a map of them. */
    Object columns(Object parameters) {
        return switch (parameters) {
            case Object[] all -> Arrays.stream(all).map(this::column).toArray();
            case List<?> all -> all.stream().map(this::column).toList();
            case Map<?, ?> all -> {
                Map<String, @Nullable Object> columns = new HashMap<>();
                all.forEach((name, value) -> columns.put((String) name, column(value)));
                yield columns;
            }
            default -> parameters;
        };
    }

    /** Sets a parameter for each component of a record. */
    void parameters(Record source, StatementSpec statement) {
        for (RecordComponent component : source.getClass().getRecordComponents()) {
            ReflectionUtils.makeAccessible(component.getAccessor());
            Object value = ReflectionUtils.invokeMethod(component.getAccessor(), source);
            if (value == null) {
                statement.param(component.getName(), null, typeOfNull(component.getType()));
            } else {
                statement.param(
                        component.getName(),
                        value instanceof Collection<?> list
                                ? list(
                                        list,
                                        ResolvableType.forType(component.getGenericType())
                                                .getGeneric(0)
                                                .toClass())
                                : column(value));
            }
        }
    }

    private static int typeOfNull(Class<?> type) {
        return type.isEnum() ? Types.VARCHAR : StatementCreatorUtils.javaTypeToSqlParameterType(type);
    }

    private Object list(Collection<?> list, Class<?> element) {
        if (element.isEnum()) {
            return list.stream().map(one -> text((Enum<?>) one)).toArray(String[]::new);
        }
        return BeanUtils.isSimpleValueType(element)
                ? list.toArray((Object[]) java.lang.reflect.Array.newInstance(element, 0))
                : document(list);
    }

    private SqlParameterValue document(Object value) {
        return new SqlParameterValue(Types.OTHER, json.writeValueAsString(value));
    }
}
