package org.aitbc.miner.heartbeat;

import java.sql.Connection;
import java.sql.SQLException;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.Plans;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class BeatPlanTests extends MinerTest {

    @Autowired
    private DedicatedConnections connections;

    @Test
    void itGoesByKey() throws SQLException {
        try (Connection connection = connections.byKey()) {
            Plans.assertByKey(connection, Beats.WRITE);
        }
    }
}
