package org.aitbc.servicetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.database.OwnConnections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatcherTests {

    private static final int MOST_ROWS = 10;

    @TempDir
    private Path folder;

    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch held = new CountDownLatch(1);

    @Test
    void oneBadRowFailsAlone() {
        try (Batcher<String, Integer> batcher = batcher(TestDatabase.url(), Duration.ofMillis(200))) {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 8)
                    .mapToObj(one -> aside(batcher, one == 5 ? "bad" : String.valueOf(one)))
                    .toList();

            for (int i = 0; i < 8; i++) {
                CompletableFuture<Integer> answer = answers.get(i);
                if (i == 5) {
                    assertThatThrownBy(answer::join).hasCauseInstanceOf(Invalid.class);
                } else {
                    assertThat(answer.join()).isEqualTo(i);
                }
            }
            assertThat(batcher.submit("9")).isEqualTo(9);
        }
    }

    @Test
    void whatArrivesTogetherSharesACommitAndIsAnsweredInOrder() {
        try (Batcher<String, Integer> batcher = batcher(TestDatabase.url(), Duration.ofMillis(200))) {
            List<CompletableFuture<List<Integer>>> answers = IntStream.range(0, 3)
                    .mapToObj(one -> CompletableFuture.supplyAsync(
                            () -> batcher.submitAll(List.of(one + "1", one + "2")), Thread::startVirtualThread))
                    .toList();

            for (int i = 0; i < 3; i++) {
                assertThat(answers.get(i).join()).containsExactly(i * 10 + 1, i * 10 + 2);
            }
            assertThat(batches).containsExactly(6);
        }
    }

    @Test
    void tooManyAreRefusedAtOnce() {
        try (Batcher<String, Integer> batcher = new Batcher<>(
                "held",
                new OwnConnections(TestDatabase.url(), null, null),
                MOST_ROWS,
                String::length,
                Duration.ZERO,
                (_, rows) -> {
                    batches.add(rows.size());
                    hold();
                    return rows.stream().map(Integer::valueOf).toList();
                })) {
            CompletableFuture<Integer> first = aside(batcher, "1");
            await().until(() -> batches.size() == 1);
            List<CompletableFuture<Integer>> waiting = IntStream.range(0, MOST_ROWS * 4)
                    .mapToObj(_ -> aside(batcher, "2"))
                    .toList();
            await().until(() -> batcher.depth() == MOST_ROWS * 4);

            assertThatThrownBy(() -> batcher.submit("3"))
                    .isInstanceOfSatisfying(
                            Unavailable.class, fact -> assertThat(fact.code()).isEqualTo("OVERLOADED"));

            held.countDown();
            assertThat(first.join()).isEqualTo(1);
            assertThat(waiting).allSatisfy(one -> assertThat(one.join()).isEqualTo(2));
            assertThat(batcher.submit("3")).isEqualTo(3);
            assertThat(batcher.depth()).isZero();
        }
    }

    @Test
    void afterItsEndNothingIsTaken() {
        Batcher<String, Integer> batcher = batcher(TestDatabase.url(), Duration.ZERO);
        assertThat(batcher.submit("1")).isEqualTo(1);
        batcher.close();

        assertThatThrownBy(() -> batcher.submit("2")).isInstanceOf(Unavailable.class);
    }

    @Test
    void aDatabaseThatRestartsIsUnavailableForAWhile() throws IOException {
        EmbeddedPostgres first = server(0);
        String url = first.getJdbcUrl("postgres", "postgres");
        try (Batcher<String, Integer> batcher = batcher(url, Duration.ZERO)) {
            assertThat(batcher.submit("1")).isEqualTo(1);
            first.close();

            assertThatThrownBy(() -> batcher.submit("2"))
                    .isInstanceOfSatisfying(
                            Unavailable.class, fact -> assertThat(fact.code()).isEqualTo("DATABASE_UNAVAILABLE"));

            try (EmbeddedPostgres again = server(first.getPort())) {
                assertThat(again.getPort()).isEqualTo(first.getPort());
                assertThat(batcher.submit("3")).isEqualTo(3);
            }
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** Writes numbers as the database reads them from text. */
    private Batcher<String, Integer> batcher(String url, Duration linger) {
        return new Batcher<>(
                "numbers", new OwnConnections(url, null, null), MOST_ROWS, String::length, linger, this::numbers);
    }

    private List<Integer> numbers(Connection connection, List<String> rows) throws SQLException {
        batches.add(rows.size());
        try (PreparedStatement statement = connection.prepareStatement(
                "select n::int from unnest(?::text[]) with ordinality as t(n, i) order by i")) {
            statement.setArray(1, connection.createArrayOf("text", rows.toArray()));
            List<Integer> numbers = new ArrayList<>();
            try (ResultSet read = statement.executeQuery()) {
                while (read.next()) {
                    numbers.add(read.getInt(1));
                }
            }
            return numbers;
        }
    }

    private static CompletableFuture<Integer> aside(Batcher<String, Integer> batcher, String row) {
        return CompletableFuture.supplyAsync(() -> batcher.submit(row), Thread::startVirtualThread);
    }

    private void hold() {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
