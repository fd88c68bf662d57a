package org.aitbc.market.listing;

import java.math.*;
import java.util.*;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Capabilities;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a worker offers on the market.
 *
 * @param wanted whether its GPUs are to be listed; null where it does not say
 * @param gpus those that have a name
 */
record WorkerOffer(
        @Nullable Boolean wanted,
        List<Slot> gpus,
        BigDecimal pricePerHour,
        BigDecimal minHours,
        BigDecimal maxHours,
        boolean interruptible,
        @Nullable BigDecimal sla,
        @Nullable String cuda,
        List<String> models,
        JsonNode jobTypes) {

    private static final BigDecimal MIN_HOURS = new BigDecimal("0.0001");
    private static final BigDecimal MAX_HOURS = new BigDecimal("8760");
    private static final BigDecimal MAX_PRICE = new BigDecimal("1000000000");
    private static final int MAX_GPUS = 64;
    private static final int MAX_MODELS = 256;
    private static final int MAX_NAME = 128;
    private static final int MAX_DIGITS = 18;
    private static final double MB_PER_GB = 1024;
    private static final double MAX_GB = 100_000;

    /**
     * @param id of the listing, where this is a new one
     * @param memoryGb GiB, whole: a driver shows a bit less than what the GPU is sold with; 0 where unknown
     */
    record Slot(UUID id, int slot, String model, BigDecimal memoryGb) {}

    /** Of a registration's {@code capabilities}; what makes no sense counts as missing. */
    static WorkerOffer of(JsonNode json, BigDecimal networkPrice) {
        JsonNode market = json.path("market");
        Capabilities capabilities = Capabilities.of(json, null);
        BigDecimal least =
                number(market.path("min_hours"), MIN_HOURS, MAX_HOURS, 4).orElse(MIN_HOURS);
        return new WorkerOffer(
                market.path("list").isBoolean() ? market.path("list").booleanValue() : null,
                IntStream.range(0, Math.min(MAX_GPUS, capabilities.gpus().size()))
                        .mapToObj(slot -> slot(slot, capabilities.gpus().get(slot)))
                        .filter(slot -> !slot.model.isEmpty())
                        .toList(),
                number(market.path("price_per_hour"), BigDecimal.ZERO, MAX_PRICE, 8)
                        .or(() -> Optional.ofNullable(capabilities.price())
                                .map(BigDecimal.valueOf(3600)::multiply)
                                .filter(price -> price.compareTo(MAX_PRICE) <= 0)
                                .map(price -> price.setScale(8, RoundingMode.HALF_UP)))
                        .orElse(networkPrice),
                least,
                number(market.path("max_hours"), least, MAX_HOURS, 4).orElse(MAX_HOURS),
                market.path("interruptible").asBoolean(true),
                number(market.path("sla"), BigDecimal.ZERO, BigDecimal.valueOf(100), 3)
                        .orElse(null),
                capabilities.cuda(),
                capabilities.models().stream().limit(MAX_MODELS).toList(),
                json.path("job_types").isArray() ? json.path("job_types") : JsonNodeFactory.instance.arrayNode());
    }

    WorkerOffer withdrawn() {
        return new WorkerOffer(
                wanted, List.of(), pricePerHour, minHours, maxHours, interruptible, sla, cuda, models, jobTypes);
    }

    private static Slot slot(int slot, Capabilities.Gpu gpu) {
        String name = gpu.name().strip();
        boolean known = gpu.memoryMb() >= 0 && gpu.memoryMb() <= MAX_GB * MB_PER_GB;
        return new Slot(
                Ids.next(),
                slot,
                name.substring(0, Math.min(MAX_NAME, name.length())),
                known ? BigDecimal.valueOf(Math.round(gpu.memoryMb() / MB_PER_GB)) : BigDecimal.ZERO);
    }

    private static Optional<BigDecimal> number(JsonNode json, BigDecimal least, BigDecimal most, int decimals) {
        return Optional.of(json)
                .filter(JsonNode::isNumber)
                .filter(number -> !number.isFloatingPointNumber() || Double.isFinite(number.doubleValue()))
                .map(JsonNode::decimalValue)
                // rounding 1e-999999999 takes for ever
                .filter(number -> Math.abs((long) number.scale()) <= MAX_DIGITS && number.precision() <= 2 * MAX_DIGITS)
                .map(number -> number.setScale(decimals, RoundingMode.HALF_UP))
                .filter(number -> number.compareTo(least) >= 0 && number.compareTo(most) <= 0);
    }
}
