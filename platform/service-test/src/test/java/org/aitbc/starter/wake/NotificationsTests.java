package org.aitbc.starter.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.database.TestConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

class NotificationsTests {

    private static final UUID ID = Ids.next();

    private final Notifications notifications = new Notifications(TestConnections.open());
    private final List<Map<Integer, UUID>> heard = new CopyOnWriteArrayList<>();
    /** Listens as another process would. */
    private Connection outside;

    @BeforeEach
    void someoneOutside() throws SQLException {
        outside = TestConnections.open().listening();
        try (Statement listen = outside.createStatement()) {
            listen.execute("listen aitbc_wake");
        }
    }

    @AfterEach
    void close() throws SQLException {
        notifications.close();
        outside.close();
    }

    @Test
    void listenersInTheProcessHearAtOnce() {
        notifications.listen(heard::add);

        notifications.tell(Map.of(7, ID));

        assertThat(heard).contains(Map.of(7, ID));
    }

    @Test
    void whoeverStartsToListenIsToldThatAnythingMayHaveCome() {
        notifications.listen(heard::add);

        await().until(() -> heard.contains(Map.of()));
    }

    @Test
    void otherProcessesHear() throws SQLException {
        notifications.tell(Map.of(7, ID));

        assertThat(hearUntil(7, ID)).hasSize(1);
    }

    @Test
    void whatOtherProcessesTellIsHeardAndWhatIsOnesOwnIsNotHeardTwice() throws SQLException {
        startListening();

        notifications.tell(Map.of(7, ID));
        hearUntil(7, ID);
        UUID theirs = Ids.next();
        tellFromOutside("another-process 8:" + theirs);

        await().until(() -> heard.contains(Map.of(8, theirs)));
        assertThat(heard).containsOnlyOnce(Map.of(7, ID));
    }

    @Test
    void aHintThatMakesNoSenseDoesNotEndTheListening() {
        startListening();

        tellFromOutside("another-process nonsense");
        tellFromOutside("another-process 8:" + ID);

        await().until(() -> heard.contains(Map.of(8, ID)));
    }

    @Test
    void aListenerOutlivesItsConnection() {
        startListening();
        heard.clear();

        TestConnections.execute("""
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where datname = current_database() and query = 'listen aitbc_wake' and pid not in (%d, pg_backend_pid())""".formatted(outsideBackend()));

        await().until(() -> heard.contains(Map.of()));
        tellFromOutside("another-process 8:" + ID);
        await().until(() -> heard.contains(Map.of(8, ID)));
    }

    @Test
    void manyHintsAreFewNotifications() throws SQLException {
        long start = System.nanoTime();
        UUID first = Ids.next();
        for (int i = 0; i < 1_000; i++) {
            notifications.tell(Map.of(7, i == 0 ? first : Ids.next(), 8, Ids.next()));
        }
        UUID last = Ids.next();
        notifications.tell(Map.of(9, last));

        List<Map<Integer, UUID>> notifications = hearUntil(9, last);

        long elapsed = Duration.ofNanos(System.nanoTime() - start).toMillis();
        assertThat(notifications).hasSizeLessThanOrEqualTo((int) (elapsed / 50) + 2);
        assertThat(notifications.stream().filter(one -> one.containsKey(7)).findFirst())
                .contains(notifications.getFirst())
                .get()
                .extracting(one -> one.get(7))
                .isEqualTo(first);
    }

    @Test
    void thatAnythingMayHaveComeIsToldBesideWhatHas() throws SQLException {
        UUID last = Ids.next();
        notifications.tell(Map.of(7, ID));
        notifications.tell(Map.of());
        notifications.tell(Map.of(8, ID));
        List<Map<Integer, UUID>> heardOf = hearUntil(8, ID);
        notifications.tell(Map.of(9, last));
        heardOf.addAll(hearUntil(9, last));

        assertThat(heardOf).contains(Map.of());
    }

    @Test
    void nobodyIsToldAfterTheEnd() {
        notifications.listen(heard::add);
        notifications.close();
        heard.clear();

        notifications.tell(Map.of(7, ID));

        assertThat(heard).doesNotContain(Map.of(7, ID));
    }

    /** Until the connection listens. */
    private void startListening() {
        notifications.listen(heard::add);
        await().until(() -> heard.contains(Map.of()));
    }

    private int outsideBackend() {
        try {
            return TestConnections.backend(outside);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void tellFromOutside(String text) {
        TestConnections.execute("notify aitbc_wake, '" + text + "'");
    }

    /** What is heard outside until that hint came. */
    private List<Map<Integer, UUID>> hearUntil(int queue, UUID id) throws SQLException {
        List<Map<Integer, UUID>> notifications = new ArrayList<>();
        PGConnection listening = outside.unwrap(PGConnection.class);
        await().until(() -> {
            for (PGNotification one : listening.getNotifications(100)) {
                notifications.add(NotificationText.read(one.getParameter()));
            }
            return notifications.stream().anyMatch(one -> id.equals(one.get(queue)));
        });
        return notifications;
    }
}
