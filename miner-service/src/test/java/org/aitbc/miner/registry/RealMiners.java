package org.aitbc.miner.registry;

import java.time.Duration;
import org.aitbc.miner.lease.LeaseSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The service's own statements on miners, for tests of other packages. */
public final class RealMiners {

    private final Miners miners;

    public RealMiners(JdbcClient jdbc, LeaseSettings leases) {
        MinerSettings settings = new MinerSettings(Duration.ofSeconds(30), Duration.ofSeconds(10), 10);
        miners = new Miners(jdbc, new KnownMiners(jdbc, new JsonMapper()), settings, leases);
    }

    public void keepLeases(String miner) {
        miners.keepLeases(miner);
    }
}
