package org.aitbc.miner.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.miner.dispatch.Requirements;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.registry.Miner;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes receipts in the legacy format (version 1.0), signed. Units, duration and price are this service's own
 * measurements; what the worker reported stays in {@code metadata.metrics}.
 */
@Component
class ReceiptWriter {

    private static final int UNIT_DECIMALS = 6;
    private static final int PRICE_DECIMALS = 8;

    private final JsonMapper json;
    private final Requirements requirements;
    private final CoordinatorKey key;

    ReceiptWriter(JsonMapper json, Requirements requirements, CoordinatorKey key) {
        this.json = json;
        this.requirements = requirements;
        this.key = key;
    }

    /** @param price what the client owes for the job */
    record Written(UUID id, BigDecimal price, ObjectNode receipt) {}

    Written write(Lease lease, Miner miner, Finish finish) {
        Requirement requirement = requirements.of(lease.requirement());
        Duration elapsed = lease.elapsed();
        BigDecimal units = BigDecimal.valueOf(elapsed.toNanos(), 9).setScale(UNIT_DECIMALS, RoundingMode.CEILING);
        BigDecimal unitPrice = unitPrice(lease, requirement, miner.capabilities(), units);
        BigDecimal price = lease.amount() != null
                ? lease.amount()
                : metered(units.multiply(unitPrice).setScale(UNIT_DECIMALS, RoundingMode.HALF_UP), lease.budget());
        UUID id = Ids.next();
        ObjectNode receipt = json.createObjectNode()
                .put("version", "1.0")
                .put("receipt_id", Ids.text(id))
                .put("job_id", Ids.text(lease.jobId()))
                .put("provider", lease.minerId())
                .put("client", lease.client())
                .put("status", "COMPLETED")
                .put("units", units.doubleValue())
                .put("unit_type", "gpu_seconds")
                .put("unit_price", unitPrice.doubleValue())
                .put("price", price.doubleValue())
                .put("started_at", lease.requestedAt().getEpochSecond())
                .put("completed_at", lease.startedAt().plus(elapsed).getEpochSecond());
        receipt.set("metadata", metadata(lease, requirement, finish, elapsed));
        return new Written(id, price, Receipts.signed(receipt, key.key()));
    }

    private ObjectNode metadata(Lease lease, Requirement requirement, Finish finish, Duration elapsed) {
        ObjectNode metrics = finish.metrics().deepCopy();
        if (!metrics.has("duration_ms")) {
            metrics.put("duration_ms", elapsed.toMillis());
        }
        ObjectNode metadata = json.createObjectNode();
        metadata.set("job_payload", json.readTree(Objects.requireNonNull(lease.payload())));
        metadata.set("job_constraints", json.valueToTree(requirement.constraints()));
        metadata.set("result", finish.result());
        metadata.set("metrics", metrics);
        if (finish.signature() != null) {
            metadata.set("result_signature", Receipts.node(finish.signature()));
        }
        return metadata;
    }

    /** No more can be paid than is held. */
    private static BigDecimal metered(BigDecimal cost, @Nullable BigDecimal budget) {
        return budget == null ? cost : cost.min(budget);
    }

    /** With a fixed price it is what a unit came to. */
    private static BigDecimal unitPrice(Lease lease, Requirement requirement, Capabilities miner, BigDecimal units) {
        BigDecimal amount = lease.amount();
        return amount == null
                ? requirement.unitPrice(miner)
                : amount.divide(
                        units.max(BigDecimal.ONE.movePointLeft(UNIT_DECIMALS)), PRICE_DECIMALS, RoundingMode.HALF_UP);
    }
}
