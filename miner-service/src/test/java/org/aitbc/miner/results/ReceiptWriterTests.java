package org.aitbc.miner.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.Signature;
import org.aitbc.miner.dispatch.RealRequirements;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseDatabase;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.results.ReceiptWriter.Written;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReceiptWriterTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration WORKED = Duration.ofMillis(2500);
    /** By the database's clock, a second before this process knows of it. */
    private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00.900Z");

    private final JdbcClient jdbc = new LeaseDatabase().jdbc();
    private final CoordinatorKey key = new CoordinatorKey(jdbc, "11".repeat(32), Path.of("unused"));
    private final ReceiptWriter writer = new ReceiptWriter(JSON, RealRequirements.on(jdbc), key);
    private final Miner miner = new Miner(
            "m",
            "alice",
            new Capabilities(List.of(), null, Set.of(), null, null, new BigDecimal("0.05")),
            1,
            null,
            false,
            true);

    private Lease lease(Constraints constraints, Duration ago, @Nullable String amount, @Nullable String budget) {
        int queue = jdbc.sql("""
                        insert into core.requirement (key) values (?)
                        on conflict (key) do update set key = excluded.key returning class""")
                .param(new Requirement("embedding", constraints).key())
                .query(Integer.class)
                .single();
        return new Lease(
                Ids.next(),
                Ids.next(),
                "m",
                1,
                STARTED,
                System.nanoTime() - ago.toNanos(),
                STARTED.plusSeconds(60),
                STARTED.plusSeconds(900),
                "client-1",
                queue,
                STARTED.minusSeconds(100),
                "{\"type\":\"embedding\"}",
                20,
                amount == null ? null : new BigDecimal(amount),
                "AITBC",
                budget == null ? null : new BigDecimal(budget),
                null);
    }

    private static Finish finish(Lease lease, String metrics, @Nullable Signature signature) {
        return Finish.result(
                lease.jobId(),
                lease.id(),
                1,
                JSON.createObjectNode().put("output", "x"),
                (ObjectNode) JSON.readTree(metrics),
                signature);
    }

    private Written write(Lease lease) {
        return writer.write(lease, miner, finish(lease, "{}", null));
    }

    private static BigDecimal decimal(ObjectNode receipt, String member) {
        return BigDecimal.valueOf(receipt.path(member).doubleValue());
    }

    @Test
    void aReceiptTellsWhatWasDoneAndHolds() {
        Lease lease = lease(Constraints.NONE, WORKED, null, null);
        Written written = write(lease);
        ObjectNode receipt = written.receipt();
        assertThat(receipt.path("receipt_id").stringValue()).isEqualTo(Ids.text(written.id()));
        assertThat(receipt.path("job_id").stringValue()).isEqualTo(Ids.text(lease.jobId()));
        assertThat(receipt.path("provider").stringValue()).isEqualTo("m");
        assertThat(receipt.path("client").stringValue()).isEqualTo("client-1");
        assertThat(receipt.path("started_at").longValue()).isEqualTo(STARTED.getEpochSecond() - 100);
        assertThat(receipt.path("completed_at").longValue())
                .isBetween(STARTED.getEpochSecond() + 3, STARTED.getEpochSecond() + 20);
        assertThat(receipt.at("/metadata/job_payload/type").stringValue()).isEqualTo("embedding");
        assertThat(receipt.at("/metadata/job_constraints").isObject()).isTrue();
        assertThat(receipt.at("/metadata/result/output").stringValue()).isEqualTo("x");
        assertThat(receipt.at("/metadata/metrics/duration_ms").longValue()).isBetween(2500L, 20_000L);
        assertThat(receipt.path("metadata").has("result_signature")).isFalse();
        assertThat(receipt.at("/signature/key_id").stringValue())
                .isEqualTo(key.key().keyId());
        assertThat(Receipts.flaw(receipt)).isEmpty();
        assertThat(jdbc.sql("select key_id from core.receipt_key")
                        .query(String.class)
                        .list())
                .contains(key.key().keyId());
    }

    @Test
    void aMeteredJobCostsItsTimeAtTheNetworksPrice() {
        Written written = write(lease(Constraints.NONE, WORKED, null, null));
        BigDecimal units = decimal(written.receipt(), "units");
        assertThat(units).isBetween(new BigDecimal("2.5"), new BigDecimal("20"));
        assertThat(units.stripTrailingZeros().scale()).isLessThanOrEqualTo(6);
        assertThat(decimal(written.receipt(), "unit_price")).isEqualByComparingTo("0.02");
        assertThat(written.price())
                .isEqualByComparingTo(units.multiply(new BigDecimal("0.02")).setScale(6, RoundingMode.HALF_UP))
                .isEqualByComparingTo(decimal(written.receipt(), "price"));
    }

    @Test
    void whereTheJobNamesItsMostTheMinersPriceHolds() {
        Constraints atMost = new Constraints(null, null, null, null, null, new BigDecimal("0.08"), null, null, null);
        assertThat(decimal(write(lease(atMost, WORKED, null, null)).receipt(), "unit_price"))
                .isEqualByComparingTo("0.05");
    }

    @Test
    void aMeteredJobCostsAtMostWhatIsHeld() {
        assertThat(write(lease(Constraints.NONE, WORKED, null, "0.001")).price())
                .isEqualByComparingTo("0.001");
        assertThat(write(lease(Constraints.NONE, WORKED, null, "1000")).price())
                .isBetween(new BigDecimal("0.05"), new BigDecimal("0.4"));
    }

    @Test
    void aFixedPriceIsThePriceWhateverTheTime() {
        Written written = write(lease(Constraints.NONE, WORKED, "3", "1"));
        assertThat(written.price()).isEqualByComparingTo("3");
        assertThat(decimal(written.receipt(), "unit_price"))
                .isEqualByComparingTo(
                        new BigDecimal(3).divide(decimal(written.receipt(), "units"), 8, RoundingMode.HALF_UP));
    }

    @Test
    void aJobThatTookNoTimeHasAPriceAsWell() {
        Written written = write(lease(Constraints.NONE, Duration.ofHours(-1), "3", null));
        assertThat(decimal(written.receipt(), "units")).isEqualByComparingTo("0");
        assertThat(decimal(written.receipt(), "unit_price")).isEqualByComparingTo("3000000");
        assertThat(written.receipt().path("completed_at").longValue()).isEqualTo(STARTED.getEpochSecond());
    }

    @Test
    void whatTheWorkerSaidStays() {
        Lease lease = lease(Constraints.NONE, WORKED, null, null);
        Signature signature = key.key().sign(new byte[] {1});
        ObjectNode receipt = writer.write(lease, miner, finish(lease, "{\"duration_ms\":7,\"x\":1}", signature))
                .receipt();
        assertThat(receipt.at("/metadata/metrics")).isEqualTo(JSON.readTree("{\"duration_ms\":7,\"x\":1}"));
        assertThat(receipt.at("/metadata/result_signature/sig").stringValue()).isEqualTo(signature.sig());
    }
}
