package org.aitbc.market.gpu;

import java.util.*;
import java.util.stream.*;
import org.aitbc.market.gpu.Sorting.Cursor;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** What is on the market now, by {@code marketplace.listing}: the one source of all lists of GPUs and offers. */
@Component
public record Listings(JdbcClient jdbc) {

    private static final String SELECT = """
        select listing.*, (%s)::text as sort_key, case when booking_id is not null then jsonb_build_object(
            'booking_id', booking_id, 'tenure', booking_tenure, 'start_time', booked_from, 'end_time', booked_until,
            'duration_hours', trim_scale(round(booked_ms / 3600000, 4)),
            'total_cost', trim_scale(round(booked_price * booked_ms / 3600000, 8))) end as current_booking
        from marketplace.listing, floor(extract(epoch from booked_until - booked_from) * 1000) booked_ms where %s
        """;

    /** @param nextCursor null at the end of the list */
    public record Found(List<Listing> gpus, @Nullable String nextCursor) {}

    /** How many GPUs have this value of an attribute. */
    public record Count(String attribute, String value, long count) {}

    public Listing require(UUID id) {
        return jdbc.sql(SELECT.formatted("null", "id = ?"))
                .param(id)
                .query(Listing.class)
                .optional()
                .orElseThrow(Gpus::unknown);
    }

    /** The newest first. */
    public List<Listing> newest(List<Condition> conditions, Page page) {
        return bind(
                        SELECT.formatted("null", where(conditions))
                                + " and id < :below order by id desc limit :limit offset :offset",
                        conditions)
                .param("below", page.below())
                .param("limit", page.rows())
                .param("offset", page.skipped())
                .query(Listing.class)
                .list();
    }

    /** @param cursor of the part before, or null for the first */
    public Found find(List<Condition> conditions, Sorting sorting, @Nullable String cursor, int limit) {
        Cursor after = cursor == null ? null : sorting.cursor(cursor);
        String where = where(conditions) + (after == null ? "" : " and " + sorting.behind(after.key() != null));
        StatementSpec statement = bind(
                        SELECT.formatted(sorting.attribute().key(), where) + " order by " + sorting.sql()
                                + " limit :limit",
                        conditions)
                .param("limit", limit + 1);
        if (after != null) {
            statement = statement.param("id", after.id()).param("key", after.key());
        }
        try {
            List<Listing> rows = statement.query(Listing.class).list();
            List<Listing> shown = rows.subList(0, Math.min(limit, rows.size()));
            return new Found(
                    shown,
                    rows.size() <= limit
                            ? null
                            : sorting.text(new Cursor(
                                    shown.getLast().sortKey(), shown.getLast().id())));
        } catch (DataIntegrityViolationException notOfTheType) {
            throw after == null ? notOfTheType : Sorting.invalidCursor();
        }
    }

    /** The most frequent values of each of these attributes. */
    public List<Count> counts(List<Condition> conditions, List<Attribute> attributes, int most) {
        String values = attributes.stream()
                .map(one -> "('%1$s', %1$s::text)".formatted(one.text()))
                .collect(Collectors.joining(", "));
        return bind("""
            select attribute, value, count from (
              select attribute, value, count(*), row_number() over (partition by attribute order by count(*) desc, value) as rank
              from marketplace.listing cross join lateral (values %s) as facet (attribute, value)
              where value is not null and %s group by attribute, value) ranked
            where rank <= :most order by attribute, rank\
            """.formatted(values, where(conditions)), conditions)
                .param("most", most)
                .query(Count.class)
                .list();
    }

    public long count(List<Condition> conditions) {
        return bind("select count(*) from marketplace.listing where " + where(conditions), conditions)
                .query(Long.class)
                .single();
    }

    private static String where(List<Condition> conditions) {
        return conditions.isEmpty()
                ? "true"
                : IntStream.range(0, conditions.size())
                        .mapToObj(at -> conditions.get(at).sql("values" + at))
                        .collect(Collectors.joining(" and "));
    }

    private StatementSpec bind(String sql, List<Condition> conditions) {
        StatementSpec statement = jdbc.sql(sql);
        for (int at = 0; at < conditions.size(); at++) {
            statement =
                    statement.param("values" + at, conditions.get(at).values().toArray(String[]::new));
        }
        return statement;
    }
}
