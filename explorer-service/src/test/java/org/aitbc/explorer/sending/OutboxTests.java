package org.aitbc.explorer.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.ExplorerDatabase;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.accounts.TestAccounts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class OutboxTests {

    private static final long CHAIN = 77;

    private final SingleConnectionDataSource connection = ExplorerDatabase.connection();
    private final JdbcClient jdbc = JdbcClient.create(connection);
    private final Accounts accounts = TestAccounts.on(jdbc);
    private final Outbox outbox = new Outbox(jdbc, accounts);
    private final String account = accounts.create(CHAIN, "somebody").address();
    private final String reference = Ids.text(Ids.next());

    @AfterEach
    void close() {
        connection.destroy();
    }

    private Draft draft(String data) {
        return Draft.call(CHAIN, account, account, data, "test", reference);
    }

    @Test
    void theSameIsTakenOnce() {
        UUID id = outbox.submit(draft("0x01"));
        assertThat(outbox.submit(draft("0x01"))).isEqualTo(id);
        assertThat(outbox.find("test", reference)).map(Sent::id).contains(id);
        assertThat(outbox.find(id).state()).isEqualTo(State.QUEUED);
    }

    @Test
    void anotherThingUnderTheSameReferenceIsAConflict() {
        outbox.submit(draft("0x01"));
        assertThatThrownBy(() -> outbox.submit(draft("0x02"))).isInstanceOf(Conflict.class);
    }

    @Test
    void whatIsQueuedIsCancelledAtOnceAndOnce() {
        UUID id = outbox.submit(draft("0x01"));
        assertThat(outbox.cancel(id).state()).isEqualTo(State.CANCELLED);
        assertThatThrownBy(() -> outbox.cancel(id)).isInstanceOf(Conflict.class);
        assertThat(outbox.submit(draft("0x01"))).as("it stays cancelled").isEqualTo(id);
    }

    @Test
    void onlyOurAccountsSend() {
        String other = "0x" + "12".repeat(20);
        assertThatThrownBy(() -> outbox.submit(Draft.call(CHAIN, other, other, "0x", "test", reference)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> outbox.submit(Draft.call(CHAIN + 1, account, account, "0x", "test", reference)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> outbox.find(Ids.next())).isInstanceOf(NotFound.class);
    }

    @Test
    void addressesAreTakenInAnyCase() {
        String upper = "0x" + account.substring(2).toUpperCase(Locale.ROOT);
        UUID id = outbox.submit(Draft.call(CHAIN, upper, account, "0x", "test", reference));
        assertThat(outbox.find(id).from()).isEqualTo(account);
    }
}
