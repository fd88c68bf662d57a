package org.aitbc.explorer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.aitbc.explorer.fake.FakeChain;
import org.aitbc.explorer.fake.FakeNode;
import org.aitbc.servicetest.simulation.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexerTests extends IndexTest {

    private static final String END_SESSION = """
            select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory'
            and (classid::bigint << 32) | objid::bigint = hashtextextended('explorer.index.' || ?, 0)""";

    @Test
    void aChainIsReadFromItsBeginningAndFollowed() {
        FakeChain chain = new FakeChain(id);
        chain.mine(700);
        try (FakeNode node = new FakeNode(chain);
                Indexer _ = started(node)) {
            awaitHead(chain);
            assertWhole(chain);
            assertThat(node.largest.get()).isGreaterThan(100);
            for (int i = 0; i < 20; i++) {
                chain.mine(1);
                awaitHead(chain);
            }
            assertWhole(chain);
        }
    }

    @Test
    void eachDepthOfReorganisationIsFollowedExactly() {
        FakeChain chain = new FakeChain(id);
        chain.mine(100);
        try (FakeNode node = new FakeNode(chain);
                Indexer _ = started(node)) {
            awaitHead(chain);
            for (int depth = 1; depth <= IndexSettings.DEPTH; depth++) {
                chain.fork(depth, depth + depth % 3);
                awaitHead(chain);
                assertWhole(chain);
            }
            assertThat(progress().reorgs()).isEqualTo(IndexSettings.DEPTH);
        }
    }

    @Test
    void balancesAfterAReorganisationAreThoseOfTheBlocksThatStayed() {
        FakeChain chain = new FakeChain(id);
        // read without balances, and then for long nothing that tells them
        chain.mine(70);
        quiet(chain, 70);
        chain.mine(60);
        try (FakeNode node = new FakeNode(chain);
                Indexer _ = started(node)) {
            awaitHead(chain);
            // seen as one, and with nothing in it: the accounts have what they had before
            synchronized (chain) {
                chain.fork(IndexSettings.DEPTH, 0);
                quiet(chain, IndexSettings.DEPTH + 1);
            }
            awaitHead(chain);
            assertWhole(chain);
        }
    }

    private static void quiet(FakeChain chain, int blocks) {
        for (int i = 0; i < blocks; i++) {
            chain.mineOne(0);
        }
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Seeds.count(2, 50));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverANodeDoesTheTablesHoldItsChain(long seed) {
        FakeChain chain = new FakeChain(seed);
        Random random = new Random(seed);
        chain.mine(random.nextInt(300));
        try (FakeNode node = new FakeNode(chain)) {
            Indexer indexer = started(node);
            for (int turn = 0; turn < 25; turn++) {
                switch (random.nextInt(7)) {
                    case 0 -> node.failing.set(random.nextInt(6));
                    case 1 -> node.cut.set(random.nextInt(6));
                    case 2 -> node.mostCalls = 1 + random.nextInt(300);
                    case 3 ->
                        jdbc.sql(END_SESSION)
                                .param(String.valueOf(id))
                                .query(Integer.class)
                                .single();
                    case 4 -> {
                        indexer.close();
                        indexer = started(node);
                    }
                    default -> chain.mine(random.nextInt(80));
                }
                long indexed = Math.max(0, progress().indexed());
                long depth = Math.min(
                        1 + random.nextInt(IndexSettings.DEPTH), chain.head().height());
                // no deeper than what is stored allows
                if (chain.head().height() - depth >= indexed - IndexSettings.DEPTH) {
                    chain.fork((int) depth, (int) depth + random.nextInt(4));
                }
                if (random.nextBoolean()) {
                    awaitHead(chain);
                    assertWhole(chain);
                }
            }
            node.mostCalls = Integer.MAX_VALUE;
            awaitHead(chain);
            assertWhole(chain);
            indexer.close();
        }
    }

    @Test
    void aDeeperReorganisationStopsTheChainUntilItIsUndone() {
        FakeChain chain = new FakeChain(id);
        chain.mine(100);
        try (FakeNode node = new FakeNode(chain);
                Indexer indexer = started(node)) {
            awaitHead(chain);
            var before = blocks();
            chain.fork(IndexSettings.DEPTH + 1, IndexSettings.DEPTH + 5);

            await().until(() -> progress().halted() != null);

            assertThat(blocks()).isEqualTo(before);
            assertThat(indexer.progress()).isNotNull();
        }
    }

    @Test
    void aChainThatMayBeginAnewIsReadAnew() {
        FakeChain chain = new FakeChain(id);
        chain.mine(200);
        try (FakeNode node = new FakeNode(chain);
                Indexer indexer = renewable(node)) {
            indexer.start();
            awaitHead(chain);
            // lower than it was, then higher
            for (int blocks : new int[] {90, 300}) {
                chain.fork((int) chain.head().height(), blocks);
                awaitHead(chain);
                assertWhole(chain);
                assertThat(progress().halted()).isNull();
            }
            chain.fork(3, 5);
            awaitHead(chain);
            assertWhole(chain);
            assertThat(progress().reorgs()).as("a reorganisation is none").isEqualTo(1);
        }
    }

    @Test
    void aChainThatWasHaltedIsReadAnewOnceItMayBeginAnew() {
        FakeChain chain = new FakeChain(id);
        chain.mine(100);
        try (FakeNode node = new FakeNode(chain)) {
            try (Indexer _ = started(node)) {
                awaitHead(chain);
                chain.fork(IndexSettings.DEPTH + 1, IndexSettings.DEPTH + 5);
                await().until(() -> progress().halted() != null);
            }
            try (Indexer indexer = renewable(node)) {
                indexer.start();
                awaitHead(chain);
                assertWhole(chain);
            }
        }
    }

    @Test
    void aNodeThatIsBehindIsWaitedFor() {
        FakeChain chain = new FakeChain(id);
        chain.mine(50);
        try (FakeNode node = new FakeNode(chain);
                Indexer _ = started(node)) {
            awaitHead(chain);
            var before = blocks();
            chain.fork(10, 0);
            await().until(() -> progress().head() == 40);
            assertThat(blocks()).isEqualTo(before);
            chain.mine(20);
            awaitHead(chain);
            assertWhole(chain);
        }
    }

    @Test
    void ofTwoInstancesOneReadsAndTheOtherTakesOver() {
        FakeChain chain = new FakeChain(id);
        chain.mine(30);
        try (FakeNode node = new FakeNode(chain)) {
            Indexer first = started(node);
            awaitHead(chain);
            try (Indexer second = started(node)) {
                await().until(() -> second.progress() != null);
                chain.mine(5);
                awaitHead(chain);
                first.close();
                chain.mine(5);
                awaitHead(chain);
                assertWhole(chain);
            }
        }
    }

    @Test
    void aNodeThatStallsHoldsNothingUpForGood() {
        FakeChain chain = new FakeChain(id);
        chain.mine(200);
        try (FakeNode node = new FakeNode(chain);
                Indexer _ = started(node)) {
            awaitHead(chain);
            CountDownLatch stalled = new CountDownLatch(1);
            node.stall = stalled;
            chain.fork(30, 40);
            await().during(Duration.ofMillis(50)).until(() -> progress().indexed() == 200);
            node.stall = null;
            stalled.countDown();
            awaitHead(chain);
            assertWhole(chain);
        }
    }

    @Test
    void aNodeThatForgetsOldStateIsEnough() {
        FakeChain chain = new FakeChain(id);
        chain.mine(300);
        try (FakeNode node = new FakeNode(chain)) {
            node.pruned = true;
            try (Indexer _ = started(node)) {
                awaitHead(chain);
                assertWhole(chain);
            }
        }
    }

    @Test
    void aFirstBlockThatTheSecondDoesNotNameIsLeftOut() {
        FakeChain chain = new FakeChain(id);
        chain.mine(40);
        try (FakeNode node = new FakeNode(chain)) {
            node.oddBeginning = true;
            try (Indexer _ = started(node)) {
                awaitHead(chain);
                assertThat(progress().first()).isEqualTo(1);
            }
        }
    }

    @Test
    void anotherChainThanTheHomeChainMayBeginNearItsHead() {
        FakeChain chain = new FakeChain(id);
        chain.mine(200);
        IndexSettings settings = new IndexSettings(Map.of(), 16, 2, Duration.ofMillis(20), Duration.ofSeconds(10));
        try (FakeNode node = new FakeNode(chain);
                Indexer indexer = new Indexer(node.as(id), connections, settings, null)) {
            indexer.start();
            awaitHead(chain);
            assertThat(progress().first()).isEqualTo(136);
            assertThat(blocks()).isEqualTo(Expected.of(chain).blocks().subList(136, 201));
        }
    }
}
