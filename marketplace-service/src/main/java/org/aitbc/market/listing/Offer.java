package org.aitbc.market.listing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.aitbc.domain.matching.Capabilities;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a worker says of itself to the market.
 *
 * @param wanted whether its GPUs are to be listed; null where it does not say
 * @param gpus those that have a name, by their slots
 * @param models what may be run on them
 */
record Offer(
        @Nullable Boolean wanted,
        List<Slot> gpus,
        BigDecimal pricePerHour,
        BigDecimal minHours,
        BigDecimal maxHours,
        boolean interruptible,
        @Nullable BigDecimal sla,
        @Nullable String cuda,
        List<String> models,
        String jobTypes) {

    private static final BigDecimal SECONDS_PER_HOUR = new BigDecimal("3600");
    private static final BigDecimal LEAST_HOURS = new BigDecimal("0.0001");
    private static final BigDecimal MOST_HOURS = new BigDecimal("8760");
    private static final BigDecimal MOST_PRICE = new BigDecimal("1000000000");
    private static final BigDecimal HUNDRED = new BigDecimal("100");
    private static final int DECIMALS = 8;
    private static final int HOUR_DECIMALS = 4;
    private static final int MOST_DIGITS = 18;
    private static final int MOST_GPUS = 64;
    private static final int MOST_MODELS = 256;
    private static final int LONGEST_NAME = 128;
    private static final double MB_PER_GB = 1024;
    private static final double MOST_GB = 100_000;

    /** @param memoryGb GiB, whole: a driver shows a bit less than what the GPU is sold with; 0 where unknown */
    record Slot(int slot, String model, BigDecimal memoryGb) {}

    /** Of a registration's {@code capabilities}; what is missing or makes no sense is taken as not said. */
    static Offer of(JsonNode said, BigDecimal networkPrice) {
        JsonNode market = said.path("market");
        Capabilities capabilities = Capabilities.of(said, null);
        BigDecimal bySecond = capabilities.price();
        BigDecimal least = number(market.path("min_hours"), LEAST_HOURS, MOST_HOURS, HOUR_DECIMALS)
                .orElse(LEAST_HOURS);
        return new Offer(
                market.path("list").isBoolean() ? market.path("list").booleanValue() : null,
                IntStream.range(0, Math.min(MOST_GPUS, capabilities.gpus().size()))
                        .mapToObj(slot -> slot(slot, capabilities.gpus().get(slot)))
                        .filter(slot -> !slot.model().isEmpty())
                        .toList(),
                number(market.path("price_per_hour"), BigDecimal.ZERO, MOST_PRICE, DECIMALS)
                        .or(() -> Optional.ofNullable(bySecond)
                                .map(SECONDS_PER_HOUR::multiply)
                                .filter(price -> price.compareTo(MOST_PRICE) <= 0)
                                .map(price -> price.setScale(DECIMALS, RoundingMode.HALF_UP)))
                        .orElse(networkPrice),
                least,
                number(market.path("max_hours"), least, MOST_HOURS, HOUR_DECIMALS)
                        .orElse(MOST_HOURS),
                market.path("interruptible").asBoolean(true),
                number(market.path("sla"), BigDecimal.ZERO, HUNDRED, 3).orElse(null),
                capabilities.cuda(),
                capabilities.models().stream().limit(MOST_MODELS).toList(),
                said.path("job_types").isArray() ? said.path("job_types").toString() : "[]");
    }

    boolean isListed(boolean byAdmin) {
        return wanted == null ? byAdmin : wanted;
    }

    private static Slot slot(int slot, Capabilities.Gpu gpu) {
        String name = gpu.name().strip();
        return new Slot(
                slot,
                name.substring(0, Math.min(LONGEST_NAME, name.length())),
                gpu.memoryMb() < 0 || gpu.memoryMb() > MOST_GB * MB_PER_GB
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(Math.round(gpu.memoryMb() / MB_PER_GB)));
    }

    private static Optional<BigDecimal> number(JsonNode said, BigDecimal least, BigDecimal most, int decimals) {
        return Optional.of(said)
                .filter(JsonNode::isNumber)
                .filter(number -> !number.isFloatingPointNumber() || Double.isFinite(number.doubleValue()))
                .map(JsonNode::decimalValue)
                // rounding 1e-999999999 takes for ever
                .filter(number ->
                        Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= 2 * MOST_DIGITS)
                .map(number -> number.setScale(decimals, RoundingMode.HALF_UP))
                .filter(number -> number.compareTo(least) >= 0 && number.compareTo(most) <= 0);
    }
}
