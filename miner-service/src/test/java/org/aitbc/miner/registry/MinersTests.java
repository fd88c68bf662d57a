package org.aitbc.miner.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.registry.KnownMiners.Read;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class MinersTests extends MinerTest {

    private static final Capabilities NONE = new Capabilities(List.of(), null, Set.of(), null, null, null);

    @Autowired
    private DataSource database;

    private final String id = someMiner();

    /** The change is older than what is read again in any case by the time that the database is back. */
    @Test
    void aChangeByAnotherInstanceIsSeenAfterAnOutage() {
        AtomicBoolean away = new AtomicBoolean();
        DataSource source = new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                if (away.get()) {
                    throw new SQLException("away");
                }
                return super.getConnection();
            }
        };
        register(id, 1, "{}");
        age("20 s");
        KnownMiners other = new KnownMiners(JdbcClient.create(source), JSON);
        assertThat(other.load(id).orElseThrow().concurrency()).isEqualTo(1);

        away.set(true);
        register(id, 2, "{}");
        age("4 s");
        await().until(() -> {
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(other::refresh);
            return jdbc.sql("select now() - updated_at > interval '6 s' from core.miner where id = ?")
                    .param(id)
                    .query(Boolean.class)
                    .single();
        });
        away.set(false);
        other.refresh();

        assertThat(other.find(id).orElseThrow().concurrency()).isEqualTo(2);
    }

    /** As if the miner had changed that long ago. */
    private void age(String by) {
        jdbc.sql("update core.miner set updated_at = now() - ?::interval where id = ?")
                .params(by, id)
                .update();
    }

    @Test
    void whatIsRememberedOfMinersIsBounded() {
        Cache<String, Read> known = KnownMiners.remembering(100_000);
        for (int i = 0; i < 1_000; i++) {
            known.put(
                    "miner-" + i,
                    new Read(new Miner("miner-" + i, ALICE, NONE, 1, null, false, true), Instant.EPOCH, 5_000));
        }
        known.cleanUp();

        assertThat(known.estimatedSize()).isBetween(1L, 20L);
    }
}
