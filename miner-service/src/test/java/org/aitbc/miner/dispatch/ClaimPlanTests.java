package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.Plans;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ClaimPlanTests extends MinerTest {

    @Autowired
    private DedicatedConnections connections;

    @Test
    void claimsGoByKey() throws SQLException {
        try (Connection connection = connections.byKey()) {
            Plans.assertByKey(connection, Claims.CLAIM);
            Plans.assertByKey(connection, PostgresQueue.READ);
            Plans.assertByKey(connection, PostgresQueue.CLASSES);
            Plans.assertByKey(connection, PostgresQueue.REQUIREMENTS);
            Plans.assertByKey(connection, PostgresQueue.LEASES);
            assertThat(Plans.of(connection, PostgresQueue.READ)).doesNotContain("Sort");
            assertThat(Plans.of(connection, Claims.CLAIM))
                    .doesNotContain("ready_by_expiry")
                    .contains("payment_job_unique");
        }
    }
}
