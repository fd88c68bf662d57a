package org.aitbc.starter.jpa;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.domain.Specification;

/** Filter conditions of a list; a null value adds no condition. Fields of embedded records are written with a dot. */
public final class Where<T> implements Specification<T> {

    private static final long serialVersionUID = 1;

    private final transient List<BiFunction<Root<T>, HibernateCriteriaBuilder, Predicate>> conditions =
            new ArrayList<>();

    public Where<T> equal(String field, @Nullable Object value) {
        return and(value, (row, sql) -> sql.equal(at(row, field), value));
    }

    public Where<T> in(String field, @Nullable Collection<?> values) {
        return and(values, (row, sql) -> at(row, field).in(values));
    }

    /** The value in one of the fields at least. */
    public Where<T> either(@Nullable Object value, String... fields) {
        return and(
                value,
                (row, sql) -> sql.or(Stream.of(fields)
                        .map(field -> sql.equal(at(row, field), value))
                        .toArray(Predicate[]::new)));
    }

    public <V extends Comparable<? super V>> Where<T> atLeast(String field, @Nullable V value) {
        return and(value, (row, sql) -> sql.greaterThanOrEqualTo(Where.<V>at(row, field), value));
    }

    public <V extends Comparable<? super V>> Where<T> atMost(String field, @Nullable V value) {
        return and(value, (row, sql) -> sql.lessThanOrEqualTo(Where.<V>at(row, field), value));
    }

    public Where<T> atLeast(String field, @Nullable OffsetDateTime value) {
        return atLeast(field, value == null ? null : value.toInstant());
    }

    public Where<T> atMost(String field, @Nullable OffsetDateTime value) {
        return atMost(field, value == null ? null : value.toInstant());
    }

    /** A list of texts that has one of these. */
    public Where<T> hasAny(String field, @Nullable List<String> elements) {
        return and(elements, (row, sql) -> {
            Expression<?> sought = sql.value(elements == null ? null : elements.toArray(String[]::new));
            return sql.isTrue(sql.sql("? && cast(? as text[])", Boolean.class, at(row, field), sought));
        });
    }

    /** The text in one of the fields, texts or lists of them, in any case. */
    public Where<T> contains(@Nullable String text, String... fields) {
        return and(text, (row, sql) -> {
            String joined =
                    Stream.of(fields).map(_ -> "array_to_string(array[?], ' ')").collect(Collectors.joining(", "));
            Stream<Expression<?>> values =
                    Stream.concat(Stream.of(fields).map(field -> at(row, field)), Stream.of(sql.value(text)));
            return sql.isTrue(sql.sql(
                    "strpos(lower(concat_ws(' ', " + joined + ")), lower(?)) > 0",
                    Boolean.class,
                    values.toArray(Expression<?>[]::new)));
        });
    }

    @Override
    public Predicate toPredicate(Root<T> row, @Nullable CriteriaQuery<?> query, CriteriaBuilder sql) {
        return sql.and(conditions.stream()
                .map(condition -> condition.apply(row, (HibernateCriteriaBuilder) sql))
                .toList());
    }

    private Where<T> and(@Nullable Object value, BiFunction<Root<T>, HibernateCriteriaBuilder, Predicate> condition) {
        if (value != null) {
            conditions.add(condition);
        }
        return this;
    }

    private static <F> Path<F> at(Path<?> row, String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? row.get(field) : at(row.get(field.substring(0, dot)), field.substring(dot + 1));
    }
}
