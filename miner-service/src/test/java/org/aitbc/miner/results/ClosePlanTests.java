package org.aitbc.miner.results;

import java.sql.Connection;
import java.sql.SQLException;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.Plans;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ClosePlanTests extends MinerTest {

    @Autowired
    private DedicatedConnections connections;

    @Test
    void itGoesByKey() throws SQLException {
        try (Connection connection = connections.byKey()) {
            Plans.assertByKey(connection, LeaseCloser.CLOSE);
        }
    }
}
