package org.aitbc.starter.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.starter.database.TestConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatcherTests {

    private static final int MOST_ROWS = 10;
    private static final String BAD = "bad";

    /** A flush takes one of these: a test holds the writer by holding them all. */
    private final Semaphore flushes = new Semaphore(1_000);

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private Batcher<String, String> batcher = batcher(Duration.ZERO);

    @BeforeEach
    void aTable() {
        TestConnections.execute("drop table if exists batched");
        TestConnections.execute(
                "create table batched (id int generated always as identity, word text check (word <> 'bad'))");
    }

    @AfterEach
    void close() {
        flushes.release(1_000);
        batcher.close();
        callers.shutdownNow();
    }

    @Test
    void aRowIsAnsweredWhenItIsWritten() {
        assertThat(batcher.submit("a")).isEqualTo("a written");
        assertThat(batcher.submitAll(List.of("b", "c"))).containsExactly("b written", "c written");
        assertThat(written()).containsExactly("a", "b", "c");
        assertThat(batcher.depth()).isZero();
    }

    @Test
    void rowsThatComeDuringACommitShareTheNext() {
        hold();
        CompletableFuture<String> first = submit("first");
        await().until(flushes::hasQueuedThreads);
        List<CompletableFuture<String>> others =
                IntStream.range(0, 5).mapToObj(i -> submit("r" + i)).toList();
        await().until(() -> batcher.depth() == 5);

        letGo();

        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(batches).hasSize(2);
        assertThat(batches.getLast()).hasSize(5);
    }

    @Test
    void aBatchHasABound() {
        hold();
        CompletableFuture<String> first = submit("first");
        await().until(flushes::hasQueuedThreads);
        List<CompletableFuture<String>> others =
                IntStream.range(0, 3 * MOST_ROWS).mapToObj(i -> submit("r" + i)).toList();
        await().until(() -> batcher.depth() == 3 * MOST_ROWS);

        letGo();

        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(batches).hasSize(4).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(MOST_ROWS));
    }

    @Test
    void aBadRowFailsAlone() {
        hold();
        CompletableFuture<String> first = submit("first");
        await().until(flushes::hasQueuedThreads);
        List<CompletableFuture<String>> good =
                IntStream.range(0, 8).mapToObj(i -> submit("r" + i)).toList();
        CompletableFuture<String> bad = submit(BAD);
        CompletableFuture<String> nul = submit("a\0b");
        await().until(() -> batcher.depth() == 10);

        letGo();

        assertThat(first.join()).isEqualTo("first written");
        assertThat(good.stream().map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(answer).endsWith("written"));
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(Invalid.class);
        assertThatThrownBy(nul::join).hasCauseInstanceOf(Invalid.class);
        assertThat(written()).hasSize(9).doesNotContain(BAD);
    }

    @Test
    void rowsThatWereSubmittedTogetherFailTogether() {
        assertThatThrownBy(() -> batcher.submitAll(List.of("a", BAD))).isInstanceOf(Invalid.class);
        assertThat(written()).isEmpty();
    }

    @Test
    void tooManyRowsAreRefusedAtOnce() {
        hold();
        CompletableFuture<String> first = submit("first");
        await().until(flushes::hasQueuedThreads);
        List<CompletableFuture<String>> others =
                IntStream.range(0, 4 * MOST_ROWS).mapToObj(i -> submit("r" + i)).toList();
        await().until(() -> batcher.depth() == 4 * MOST_ROWS);

        assertThatThrownBy(() -> batcher.submit("one more")).isInstanceOf(Unavailable.class);

        letGo();
        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(batcher.submit("later")).isEqualTo("later written");
        assertThat(written()).hasSize(4 * MOST_ROWS + 2).doesNotContain("one more");
    }

    @Test
    void tooManyBytesAreRefusedAtOnce() {
        hold();
        CompletableFuture<String> first = submit("first");
        await().until(flushes::hasQueuedThreads);
        String large = "x".repeat(1 << 20);
        // a row weighs sixteen times its length
        List<CompletableFuture<String>> others =
                IntStream.range(0, 4).mapToObj(_ -> submit(large)).toList();
        await().until(() -> batcher.depth() == 4);

        assertThatThrownBy(() -> batcher.submit("one more")).isInstanceOf(Unavailable.class);

        letGo();
        first.join();
        others.forEach(CompletableFuture::join);
        assertThat(batches).hasSize(5);
        assertThat(batcher.submit("later")).isEqualTo("later written");
    }

    @Test
    void aLostConnectionIsToldOnceAndThenReplaced() {
        int backend = Integer.parseInt(batcher.submit("pid"));
        TestConnections.terminate(backend);

        assertThatThrownBy(() -> batcher.submit("a")).isInstanceOf(Unavailable.class);

        assertThat(batcher.submit("b")).isEqualTo("b written");
        assertThat(Integer.parseInt(batcher.submit("pid"))).isNotEqualTo(backend);
    }

    @Test
    void aFlushThatFailsUnforeseenFailsItsOwnRowsOnly() {
        assertThatThrownBy(() -> batcher.submit("crash")).hasRootCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batcher.submit("error")).hasRootCauseInstanceOf(StackOverflowError.class);
        assertThat(batcher.submit("a")).isEqualTo("a written");
    }

    @Test
    void closingWritesWhatIsQueued() throws Exception {
        hold();
        List<CompletableFuture<String>> answers = new ArrayList<>(List.of(submit("first")));
        await().until(flushes::hasQueuedThreads);
        IntStream.range(0, 25).forEach(i -> answers.add(submit("r" + i)));
        await().until(() -> batcher.depth() == 25);

        CompletableFuture<Void> closed = CompletableFuture.runAsync(batcher::close, callers);
        await().until(this::refusesMore);
        letGo();

        closed.get(10, TimeUnit.SECONDS);
        answers.forEach(CompletableFuture::join);
        assertThat(written()).filteredOn(word -> !word.equals("late")).hasSize(26);
    }

    @Test
    void closingDoesNotWaitForCompany() {
        batcher.close();
        batcher = batcher(Duration.ofMinutes(1));
        CompletableFuture<String> lingering = submit("lonely");
        await().until(() -> batcher.depth() == 1);

        batcher.close();

        assertThat(lingering.join()).isEqualTo("lonely written");
        assertThat(written()).containsExactly("lonely");
    }

    @Test
    void aLingerGathersCompany() {
        batcher.close();
        batcher = batcher(Duration.ofMillis(300));

        List<CompletableFuture<String>> answers =
                IntStream.range(0, 5).mapToObj(i -> submit("r" + i)).toList();

        answers.forEach(CompletableFuture::join);
        assertThat(batches).hasSizeLessThan(5);
    }

    private boolean refusesMore() {
        try {
            callers.submit(() -> batcher.submit("late")).get(50, TimeUnit.MILLISECONDS);
            return false;
        } catch (ExecutionException refused) {
            return refused.getCause() instanceof Unavailable;
        } catch (InterruptedException | TimeoutException taken) {
            return false;
        }
    }

    private Batcher<String, String> batcher(Duration linger) {
        return new Batcher<>("test", TestConnections.open(), MOST_ROWS, row -> 16L * row.length(), linger, this::write);
    }

    private List<String> write(Connection connection, List<String> rows) throws SQLException {
        flushes.acquireUninterruptibly();
        if (rows.contains("crash")) {
            throw new IllegalStateException("crash");
        }
        if (rows.contains("error")) {
            throw new StackOverflowError();
        }
        if (rows.contains("pid")) {
            return List.of(String.valueOf(TestConnections.backend(connection)));
        }
        try (var insert = connection.prepareStatement("insert into batched (word) select * from unnest(?::text[])")) {
            insert.setArray(1, connection.createArrayOf("text", rows.toArray()));
            insert.executeUpdate();
        }
        batches.add(List.copyOf(rows));
        return rows.stream().map(row -> row + " written").toList();
    }

    private CompletableFuture<String> submit(String row) {
        return CompletableFuture.supplyAsync(() -> batcher.submit(row), callers).orTimeout(20, TimeUnit.SECONDS);
    }

    private void hold() {
        flushes.drainPermits();
    }

    private void letGo() {
        flushes.release(1_000);
    }

    private static List<String> written() {
        List<String> words = new ArrayList<>();
        try (Connection connection = TestConnections.open().byKey();
                ResultSet row = connection.createStatement().executeQuery("select word from batched order by id")) {
            while (row.next()) {
                words.add(row.getString(1));
            }
            return words;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
