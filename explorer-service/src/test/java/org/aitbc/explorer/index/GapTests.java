package org.aitbc.explorer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.aitbc.explorer.fake.FakeChain;
import org.aitbc.explorer.fake.FakeNode;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

class GapTests extends IndexTest {

    @Autowired
    private Gaps gaps;

    @Test
    void aGapCannotBeWritten() {
        index();

        assertThatThrownBy(() -> jdbc.sql("delete from explorer.block where chain_id = ? and height = 20")
                        .param(id)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> copyOf(40, "33")).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> copyOf(40, "null")).isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> copyOf(31, "30")).isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aPlantedGapIsFound() throws SQLException {
        index();
        gaps.look();
        assertThat(gaps.of(id)).isEmpty();

        plant("delete from explorer.block where height between 15 and 17 and chain_id = " + id);
        gaps.look();

        assertThat(gaps.of(id)).anyMatch(flaw -> flaw.equals("blocks 15 to 17 are missing"));
    }

    @Test
    void aTransactionThatIsGoneIsFound() throws SQLException {
        index();

        plant("delete from explorer.transaction where chain_id = " + id
                + " and height = (select max(height) from explorer.transaction where chain_id = " + id + ")");
        gaps.look();

        assertThat(gaps.of(id)).anyMatch(flaw -> flaw.contains("transactions"));
    }

    @Test
    void aBlockOfAnotherForkAndALostEndAreFound() throws SQLException {
        index();

        plant("update explorer.block set parent_hash = '\\x00' where height = 9 and chain_id = " + id);
        plant("delete from explorer.block where height > 28 and chain_id = " + id);
        gaps.look();

        assertThat(gaps.of(id))
                .anyMatch(flaw -> flaw.equals("block 9 does not follow block 8"))
                .anyMatch(flaw -> flaw.equals("blocks 0 to 28 are there instead of 0 to 30"));
    }

    private void index() {
        FakeChain chain = new FakeChain(id);
        chain.mine(30);
        try (FakeNode node = new FakeNode(chain);
                Indexer _ = started(node)) {
            awaitHead(chain);
        }
    }

    private int copyOf(long height, String previous) {
        return jdbc.sql(
                        "insert into explorer.block select chain_id, " + height + ", '\\x01', " + previous
                                + ", hash, at, proposer, 0, 0, 0, null, null from explorer.block where chain_id = ? and height = 29")
                .param(id)
                .update();
    }

    /** Past the constraints, as somebody with the database's keys could. */
    private void plant(String sql) throws SQLException {
        try (Connection connection = connections.byKey();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }
}
