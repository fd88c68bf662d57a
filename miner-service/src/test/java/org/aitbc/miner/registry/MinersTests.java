package org.aitbc.miner.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.registry.Miners.Read;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class MinersTests extends MinerTest {

    private static final Capabilities NONE = new Capabilities(List.of(), null, Set.of(), null, null, null);

    @Autowired
    private Miners miners;

    private final String id = someMiner();

    @Test
    void whatIsRememberedOfMinersIsBounded() {
        Cache<String, Read> known = Miners.remembering(100_000);
        for (int i = 0; i < 1_000; i++) {
            known.put(
                    "miner-" + i, new Read(new Miner("miner-" + i, ALICE, NONE, 1, null, false), Instant.EPOCH, 5_000));
        }
        known.cleanUp();

        assertThat(known.estimatedSize()).isBetween(1L, 20L);
    }
}
