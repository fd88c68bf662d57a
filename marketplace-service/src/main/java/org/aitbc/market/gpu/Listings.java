package org.aitbc.market.gpu;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.row.Part;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** What is on the market now, by {@code marketplace.listing}: the one source of all lists of GPUs and offers. */
@Component
public class Listings {

    private final JdbcClient jdbc;

    Listings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Some GPUs.
     *
     * @param next where the list goes on, or null where this is its end
     */
    public record Found(List<GpuView> gpus, @Nullable Place next) {}

    private record Row(GpuView gpu, @Nullable String key) {}

    /** How many GPUs have this value of an attribute. */
    public record Count(String attribute, String value, long count) {}

    /** @throws NotFound when there is none, or none any more */
    public GpuView require(UUID id) {
        return jdbc.sql("select * from marketplace.listing where id = ?")
                .param(id)
                .query(GpuView::of)
                .optional()
                .orElseThrow(Gpus::unknown);
    }

    /** The newest first. */
    public List<GpuView> newest(List<Condition> conditions, Part part) {
        return bind(
                        "select * from marketplace.listing where " + where(conditions)
                                + " and id < :below order by id desc limit :limit offset :offset",
                        conditions)
                .param("below", part.below())
                .param("limit", part.rows())
                .param("offset", part.skipped())
                .query(GpuView::of)
                .list();
    }

    /** In an order, from its beginning or behind a place in it. */
    public Found find(List<Condition> conditions, Sorting sorting, @Nullable Place after, int limit) {
        StatementSpec statement = bind(
                        """
                        select listing.*, (%s)::text as sort_key from marketplace.listing where %s and %s
                        order by %s limit :limit""".formatted(
                                        sorting.attribute().key(),
                                        where(conditions),
                                        after == null ? "true" : sorting.behind(after.key() != null),
                                        sorting.sql()),
                        conditions)
                .param("limit", limit + 1);
        if (after != null) {
            statement = statement.param("id", after.id());
            statement = after.key() == null ? statement : statement.param("key", after.key());
        }
        return found(rows(statement, after), sorting, limit);
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
                        where rank <= :most order by attribute, rank""".formatted(values, where(conditions)), conditions)
                .param("most", most)
                .query(Count.class)
                .list();
    }

    public long count(List<Condition> conditions) {
        return bind("select count(*) from marketplace.listing where " + where(conditions), conditions)
                .query(Long.class)
                .single();
    }

    private static List<Row> rows(StatementSpec statement, @Nullable Place after) {
        try {
            return statement
                    .query((row, number) -> new Row(GpuView.of(row, number), row.getString("sort_key")))
                    .list();
        } catch (DataIntegrityViolationException notOfTheType) {
            throw after == null ? notOfTheType : Place.invalid();
        }
    }

    private static Found found(List<Row> rows, Sorting sorting, int limit) {
        List<Row> shown = rows.subList(0, Math.min(limit, rows.size()));
        Row last = rows.size() > limit ? shown.getLast() : null;
        return new Found(
                shown.stream().map(Row::gpu).toList(),
                last == null
                        ? null
                        : new Place(sorting, last.key(), Ids.parse(last.gpu().id())));
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
