package org.aitbc.starter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.servicetest.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RecordStatementTests {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JdbcClient JDBC =
            RecordStatement.client(new JdbcTemplate(TestDatabase.dataSource(TestDatabase.url())), JSON);

    @BeforeAll
    static void aTable() {
        JDBC.sql("""
                        create table core.shelf (
                          id uuid, title text, state text, states text[], tags text[], ids uuid[], sizes int[], price numeric(20, 8),
                          seen_at timestamptz, day date, patience interval, is_open boolean, amount int, measured double precision,
                          maker jsonb, makers jsonb, details jsonb, open json, node jsonb)""").update();
    }

    enum State {
        NEW,
        IN_USE
    }

    record Maker(String name, @Nullable Instant since) {}

    record Shelf(
            UUID id,
            @Nullable String title,
            @Nullable State state,
            @Nullable List<State> states,
            @Nullable List<String> tags,
            @Nullable List<UUID> ids,
            @Nullable List<Integer> sizes,
            @Nullable BigDecimal price,
            @Nullable Instant seenAt,
            @Nullable LocalDate day,
            @Nullable Duration patience,
            @Nullable Boolean isOpen,
            @Nullable Integer amount,
            @Nullable Double measured,
            @Nullable Maker maker,
            @Nullable List<Maker> makers,
            @Nullable Map<String, Object> details,
            @Nullable RawJson open,
            @Nullable JsonNode node) {}

    static Stream<Arguments> shelves() {
        UUID id = Ids.next();
        Instant now = Instant.parse("2026-03-01T10:00:00.123456Z");
        return Stream.of(
                Arguments.of(
                        "everything",
                        new Shelf(
                                id,
                                "it's",
                                State.IN_USE,
                                List.of(State.NEW, State.IN_USE),
                                List.of("a", "b, \"c\""),
                                List.of(id),
                                List.of(1, 2),
                                new BigDecimal("10.5"),
                                now,
                                LocalDate.of(2026, 3, 1),
                                Duration.ofHours(49).plusMillis(1_250),
                                true,
                                3,
                                0.25,
                                new Maker("it", now),
                                List.of(new Maker("it", null)),
                                Map.of("a", List.of(1, "b")),
                                new RawJson("{\"z\": 1.0, \"a\": 1}"),
                                JSON.readTree("{\"a\":[1,null]}"))),
                Arguments.of(
                        "nothing",
                        new Shelf(
                                Ids.next(),
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shelves")
    void whatIsWrittenIsRead(String name, Shelf shelf) {
        JDBC.sql("""
                        insert into core.shelf values (
                          :id, :title, :state, :states, :tags, :ids, :sizes, :price, :seenAt, :day, :patience, :isOpen, :amount,
                          :measured, :maker, :makers, :details, :open, :node)""").paramSource(shelf).update();

        assertThat(JDBC.sql("select * from core.shelf where id = :id")
                        .param("id", shelf.id())
                        .query(Shelf.class)
                        .single())
                .isEqualTo(shelf);
    }

    @Test
    void constantsAreInLowerCaseAndAmountsWithoutZeros() {
        record Row(String state, BigDecimal price) {}
        assertThat(JDBC.sql("select ?::text as state, 100.50000000 as price")
                        .param(State.IN_USE)
                        .query(Row.class)
                        .single())
                .isEqualTo(new Row("in_use", new BigDecimal("100.5")));
        assertThat(JDBC.sql("select 'IN_USE'").query(State.class).single()).isEqualTo(State.IN_USE);
    }

    @Test
    void aRecordAndFurtherParametersAreOfOneStatement() {
        record Wanted(@Nullable State state, List<String> tags) {}
        assertThat(JDBC.sql(
                                "select :a || coalesce(:state, 'any') || (:tags)[1] where :at < now() and :for > interval '1 minute'")
                        .param("a", "x-")
                        .paramSource(new Wanted(null, List.of("-t")))
                        .param("at", Instant.EPOCH)
                        .param("for", Duration.ofHours(1))
                        .query(String.class)
                        .single())
                .isEqualTo("x-any-t");
    }

    @Test
    void singleValuesAreConverted() {
        assertThat(JDBC.sql("select timestamptz '2026-01-01T00:00:00Z'")
                        .query(Instant.class)
                        .single())
                .isEqualTo("2026-01-01T00:00:00Z");
        assertThat(JDBC.sql("select '{\"a\": 1.0}'::json").query(RawJson.class).single())
                .isEqualTo(new RawJson("{\"a\": 1.0}"));
    }

    @Test
    void aColumnThatIsMissingIsAnError() {
        record Row(int there, int missing) {}
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> JDBC.sql("select 1 as there").query(Row.class).single())
                .havingRootCause()
                .withMessageContaining("missing");
    }

    @Test
    void nullDoesNotBecomeZero() {
        record Row(int number) {}
        assertThatExceptionOfType(ConversionFailedException.class)
                .isThrownBy(() ->
                        JDBC.sql("select null::int as number").query(Row.class).single());
    }
}
