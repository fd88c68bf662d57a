package org.aitbc.market.listing;

import java.math.*;
import java.util.*;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.market.gpu.Card;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a worker offers on the market.
 *
 * @param wanted whether its GPUs are to be listed; null where it does not say
 * @param gpus that it may list
 */
record WorkerOffer(
        @Nullable Boolean wanted,
        List<Card> gpus,
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
    private static final int MAX_MODELS = 256;
    private static final int MAX_DIGITS = 18;

    /** Of a registration's {@code capabilities}, without GPUs; what makes no sense counts as missing. */
    static WorkerOffer of(JsonNode json, BigDecimal networkPrice) {
        JsonNode market = json.path("market");
        Capabilities capabilities = Capabilities.of(json, null);
        BigDecimal least =
                number(market.path("min_hours"), MIN_HOURS, MAX_HOURS, 4).orElse(MIN_HOURS);
        return new WorkerOffer(
                market.path("list").isBoolean() ? market.path("list").booleanValue() : null,
                List.of(),
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

    WorkerOffer with(List<Card> listed) {
        return new WorkerOffer(
                wanted, listed, pricePerHour, minHours, maxHours, interruptible, sla, cuda, models, jobTypes);
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
