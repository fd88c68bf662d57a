package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.aitbc.localchain.LocalChain;
import org.aitbc.servicetest.Programs;
import org.aitbc.standalone.machine.Ports;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged suite starting, ending and being in each other's way. */
@Order(1)
class LifecycleTests {

    private static final Duration TIME_TO_STOP = Duration.ofSeconds(10);
    private static final Duration TIME_TO_DEPLOY = Duration.ofSeconds(30);
    private static final int CONTRACTS = 4;

    @TempDir
    Path folder;

    @Test
    @Tag("soak")
    void twoSuitesRunSideBySideAndEndingOneLeavesTheOther() throws Exception {
        try (RunningSuite one = RunningSuite.start(folder.resolve("one"));
                RunningSuite other = RunningSuite.start(folder.resolve("the other"))) {
            String jobOfOne = one.submitEmbedding();
            String jobOfOther = other.submitEmbedding();
            one.awaitState(jobOfOne, "COMPLETED");
            other.awaitState(jobOfOther, "COMPLETED");
            assertThat(one.ask("select count(*) from core.job")).isEqualTo("1");

            Child sameFolder = RunningSuite.launch(one.data(), Ports.free());
            assertThat(sameFolder.awaitEnd()).isEqualTo(2);
            assertThat(sameFolder.said()).contains("is in use by another suite");
            Child samePort = RunningSuite.launch(folder.resolve("third"), one.port());
            assertThat(samePort.awaitEnd()).isEqualTo(2);
            assertThat(samePort.said()).contains("port " + one.port() + " is taken");

            endsCleanly(one);
            other.awaitState(other.submitEmbedding(), "COMPLETED");
        }
    }

    @Test
    void aSuiteThatWasKilledLeavesNothingInTheWayOfTheNextWhichKeepsItsJobsAndItsChain() throws Exception {
        Programs.requireAnvil(LocalChain.binary().isPresent());
        String anchoring = "AITBC_ANCHOR_EVERY=1s";
        ProcessHandle postgres;
        ProcessHandle worker;
        ProcessHandle chain;
        String block;
        String job;
        InterruptedTrade trade;
        try (RunningSuite killed = RunningSuite.start(folder, "--set", anchoring)) {
            trade = InterruptedTrade.begin(killed);
            job = killed.submitEmbedding();
            killed.awaitState(job, "COMPLETED");
            await().atMost(TIME_TO_DEPLOY)
                    .ignoreExceptions()
                    .until(() -> killed.get("/v1/sync-status").path("indexed").intValue() >= CONTRACTS);
            block = hashOfFirstBlock(killed);
            // what anvil writes down from time to time is there after that
            await().atMost(TIME_TO_DEPLOY).until(() -> Files.exists(folder.resolve("chain/state.json")));
            postgres = killed.postgres();
            worker = worker(killed);
            chain = ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("chain/process"))))
                    .orElseThrow();
            killed.child().kill();
            assertThat(runs(postgres) && runs(worker)).isTrue();
        }
        await().atMost(TIME_TO_STOP).until(() -> !runs(chain));
        try (RunningSuite next = RunningSuite.start(folder, "--set", anchoring)) {
            await().until(() -> !runs(postgres) && !runs(worker));
            assertThat(next.flawOfReceipt(job)).as("what was kept").isEmpty();
            assertThat(hashOfFirstBlock(next)).isEqualTo(block);
            assertThat(next.get("/v1/sync-status").path("head").intValue()).isGreaterThanOrEqualTo(CONTRACTS);
            String later = next.submitEmbedding();
            next.awaitState(later, "COMPLETED");
            trade.end(next);
            String receipt = next.get("/v1/jobs/" + later + "/receipt")
                    .path("receipt_id")
                    .stringValue();
            await().atMost(TIME_TO_DEPLOY)
                    .until(() -> next.get("/v1/receipts/" + receipt + "/proof")
                            .path("state")
                            .asString("")
                            .equals("confirmed"));
            assertThat(next.ask("select count(*) from explorer.chain_instance"))
                    .as("chains it took for new ones")
                    .isEqualTo("1");
        }
    }

    @Test
    @Tag("soak")
    void theDemoEndsWellOnceItsReceiptIsVerified() throws Exception {
        int port = Ports.free();
        try (Child demo = Child.java(
                Files.createTempFile(folder, "demo", ""),
                Map.of(),
                RunningSuite.JAR,
                "demo",
                "--once",
                "--port",
                "" + port,
                "--data",
                folder.resolve("data").toString())) {

            assertThat(demo.awaitEnd()).as(demo.said()).isZero();
            assertThat(demo.said())
                    .contains("ready http://localhost:" + port, "receipt", "signature verified", "/docs", "keys.env");
            if (LocalChain.binary().isPresent()) {
                assertThat(demo.said()).contains("anchored  in block", "inclusion verified: number 1 of 1");
            }
        }
    }

    /** All that the block holds is part of it. */
    private static String hashOfFirstBlock(RunningSuite suite) throws IOException, InterruptedException {
        return suite.get("/v1/explorer/blocks/1").path("hash").stringValue();
    }

    private static void endsCleanly(RunningSuite suite) throws IOException {
        ProcessHandle postgres = suite.postgres();
        ProcessHandle worker = worker(suite);
        suite.child().process().destroy();

        await().atMost(TIME_TO_STOP)
                .until(() -> !suite.child().process().isAlive() && !runs(postgres) && !runs(worker));
        assertThat(suite.data().resolve("postgres/data/postmaster.pid")).doesNotExist();
        assertThat(suite.child().said()).contains("stopped").doesNotContain("Exception");
    }

    /** A process that has ended but is yet to be reaped has no command any more. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private static ProcessHandle worker(RunningSuite suite) throws IOException {
        String line = Files.readString(suite.data().resolve("workers/worker-1/process"));
        return ProcessHandle.of(Long.parseLong(line.split(" ", 2)[0])).orElseThrow();
    }
}
