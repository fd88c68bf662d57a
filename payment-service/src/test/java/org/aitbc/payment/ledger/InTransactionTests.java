package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.aitbc.starter.database.InTransaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InTransactionTests {

    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = LedgerDatabase.empty();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void whatReturnsIsCommitted() throws SQLException {
        int moved = InTransaction.on(connection, open -> movedTo(open, 7));
        assertThat(moved).isEqualTo(7);
        assertThat(head()).isEqualTo(7);
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void nothingIsSeenBeforeItReturns() throws SQLException {
        InTransaction.on(connection, open -> {
            movedTo(open, 7);
            assertThat(head()).isZero();
            return true;
        });
    }

    @Test
    void whatThrowsLeavesNothing() throws SQLException {
        assertThatThrownBy(() -> InTransaction.on(connection, open -> {
                    movedTo(open, 7);
                    throw new AssertionError("an error as well");
                }))
                .hasMessage("an error as well");
        assertThat(head()).isZero();
        assertThat(connection.getAutoCommit()).isTrue();
    }

    @Test
    void thatTheConnectionBrokeDoesNotHideWhy() {
        assertThatThrownBy(() -> InTransaction.on(connection, open -> {
                    open.close();
                    throw new IllegalStateException("the reason");
                }))
                .hasMessage("the reason")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    }

    private static int movedTo(Connection open, int seq) throws SQLException {
        try (Statement statement = open.createStatement()) {
            statement.execute("update payment.head set seq = " + seq);
        }
        return seq;
    }

    /** As others see it. */
    private static long head() throws SQLException {
        long[] seq = {-1};
        try (Connection other = LedgerDatabase.dataSource().getConnection()) {
            LedgerDatabase.rows(other, "select seq from payment.head", row -> seq[0] = row.getLong(1));
        }
        return seq[0];
    }
}
