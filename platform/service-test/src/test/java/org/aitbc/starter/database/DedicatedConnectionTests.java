package org.aitbc.starter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DedicatedConnectionTests {

    @Test
    void itIsOpenedOnceAndKept() throws SQLException {
        try (DedicatedConnection own = new DedicatedConnection(TestConnections.open())) {
            assertThat(own.run(TestConnections::backend)).isEqualTo(own.run(TestConnections::backend));
        }
    }

    @Test
    void itIsOpenedAgainAfterItBroke() throws SQLException {
        try (DedicatedConnection own = new DedicatedConnection(TestConnections.open())) {
            int first = own.run(TestConnections::backend);
            TestConnections.terminate(first);

            assertThatThrownBy(() -> own.run(TestConnections::backend)).isInstanceOf(SQLException.class);

            assertThat(own.run(TestConnections::backend)).isNotEqualTo(first);
        }
    }

    @Test
    void badDataDoesNotBreakIt() throws SQLException {
        try (DedicatedConnection own = new DedicatedConnection(TestConnections.open())) {
            int first = own.run(TestConnections::backend);

            assertThatThrownBy(() -> own.run(connection -> execute(connection, "select 'x'::int")))
                    .isInstanceOf(SQLException.class);

            assertThat(own.run(TestConnections::backend)).isEqualTo(first);
        }
    }

    @Test
    void anErrorThatIsNotOfDataBreaksIt() throws SQLException {
        try (DedicatedConnection own = new DedicatedConnection(TestConnections.open())) {
            int first = own.run(TestConnections::backend);

            assertThatThrownBy(() -> own.run(connection -> execute(connection, "select * from nowhere")))
                    .isInstanceOf(SQLException.class);

            assertThat(own.run(TestConnections::backend)).isNotEqualTo(first);
        }
    }

    @Test
    void closingTwiceAndUsingAgainAreFine() throws SQLException {
        DedicatedConnection own = new DedicatedConnection(TestConnections.open());
        int first = own.run(TestConnections::backend);
        own.close();
        own.close();

        assertThat(own.run(TestConnections::backend)).isNotEqualTo(first);
        own.close();
    }

    @Test
    void itsPlansGoByKey() throws SQLException {
        try (Connection connection = TestConnections.open().byKey();
                Statement statement = connection.createStatement();
                var result = statement.executeQuery("select current_setting('enable_seqscan')")) {
            result.next();
            assertThat(result.getString(1)).isEqualTo("off");
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}
