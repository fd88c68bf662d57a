package org.aitbc.trading.negotiation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.persistence.Embeddable;
import java.math.*;
import java.time.*;
import java.util.*;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.trading.negotiation.TradeRequest.*;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How well an offer fits, from 0 to 100 each. What was not asked about, or is not known, is null and gives its weight to the
 * others.
 *
 * @param confidenceLevel 0 to 1: the weight of what is known
 * @param priceCompatibility 100 at the least of the budget or below, 0 at the most
 * @param specificationCompatibility share of the stated requirements that the market shows to be met
 * @param timingCompatibility share of the asked-for window in which the GPU is free
 * @param reputationCompatibility measured reliability
 * @param geographicCompatibility 100 in a preferred region, 50 elsewhere
 * @param unchecked requirements of which the market knows nothing
 */
@Embeddable
record Score(
        BigDecimal matchScore,
        BigDecimal confidenceLevel,
        @Nullable BigDecimal priceCompatibility,
        @Nullable BigDecimal specificationCompatibility,
        @Nullable BigDecimal timingCompatibility,
        @Nullable BigDecimal reputationCompatibility,
        @Nullable BigDecimal geographicCompatibility,
        List<String> unchecked) {

    /** In the order of the factors. */
    static final Map<String, BigDecimal> WEIGHTS = weights();

    static final BigDecimal LEAST = BigDecimal.valueOf(60);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}([.]\\d{1,9}){0,7}");

    private static Map<String, BigDecimal> weights() {
        Map<String, BigDecimal> weights = new LinkedHashMap<>();
        weights.put("price", new BigDecimal("0.35"));
        weights.put("specification", new BigDecimal("0.25"));
        weights.put("timing", new BigDecimal("0.15"));
        weights.put("reputation", new BigDecimal("0.15"));
        weights.put("geography", new BigDecimal("0.10"));
        return Collections.unmodifiableMap(weights);
    }

    /** Of an offer that meets what must be met; empty for others. */
    static Optional<Score> of(TradeRequestRequest wanted, Offer offer, Instant now) {
        BigDecimal price = price(wanted.budgetRange(), offer.pricePerHour());
        BigDecimal hours = wanted.hours();
        boolean tooShortOrLong =
                hours != null && (hours.compareTo(offer.minHours()) < 0 || hours.compareTo(offer.maxHours()) > 0);
        boolean unreliable = offer.reliability() != null
                && offer.reliability().compareTo(wanted.serviceLevelRequired().leastReliability) < 0;
        boolean excluded = in(wanted.excludedRegions(), offer.region());
        List<String> unchecked = new ArrayList<>();
        if (price == null
                || tooShortOrLong
                || unreliable
                || excluded
                || !isFree(wanted, offer, now)
                || !meets(wanted, offer, unchecked)) {
            return Optional.empty();
        }
        int stated = wanted.requirements().size();
        BigDecimal specification = stated == 0 ? null : share(stated - unchecked.size(), stated);
        BigDecimal reputation = offer.reliability() == null
                ? null
                : offer.reliability().multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP);
        BigDecimal geography = wanted.preferredRegions().isEmpty()
                ? null
                : in(wanted.preferredRegions(), offer.region()) ? HUNDRED : BigDecimal.valueOf(50);
        return Optional.of(of(price, specification, timing(wanted, offer, now), reputation, geography, unchecked));
    }

    private static Score of(
            BigDecimal price,
            @Nullable BigDecimal specification,
            @Nullable BigDecimal timing,
            @Nullable BigDecimal reputation,
            @Nullable BigDecimal geography,
            List<String> unchecked) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal known = BigDecimal.ZERO;
        Iterator<BigDecimal> factors = Arrays.asList(price, specification, timing, reputation, geography)
                .iterator();
        for (BigDecimal weight : WEIGHTS.values()) {
            BigDecimal factor = factors.next();
            if (factor != null) {
                sum = sum.add(weight.multiply(factor));
                known = known.add(weight);
            }
        }
        BigDecimal total = sum.divide(known, 2, RoundingMode.HALF_UP);
        return new Score(total, known, price, specification, timing, reputation, geography, List.copyOf(unchecked));
    }

    /** The same offer at another price; above the budget there is none. */
    Optional<Score> at(Budget budget, BigDecimal pricePerHour) {
        BigDecimal price = price(budget, pricePerHour);
        return price == null
                ? Optional.empty()
                : Optional.of(of(
                        price,
                        specificationCompatibility,
                        timingCompatibility,
                        reputationCompatibility,
                        geographicCompatibility,
                        unchecked));
    }

    @JsonIgnore
    boolean isEnough() {
        return matchScore.compareTo(LEAST) >= 0;
    }

    private static @Nullable BigDecimal price(Budget budget, BigDecimal price) {
        BigDecimal min = budget.min() == null ? BigDecimal.ZERO : budget.min();
        if (price.compareTo(budget.max()) > 0) {
            return null;
        }
        return price.compareTo(min) <= 0
                ? HUNDRED
                : budget.max()
                        .subtract(price)
                        .multiply(HUNDRED)
                        .divide(budget.max().subtract(min), 2, RoundingMode.HALF_UP);
    }

    /** When it could be delivered. */
    static Instant start(TradeRequestRequest wanted, Offer offer, Instant now) {
        Instant asked = wanted.startTime() == null || wanted.startTime().isBefore(now) ? now : wanted.startTime();
        return offer.freeFrom().isAfter(asked) ? offer.freeFrom() : asked;
    }

    /** Without a window it has to be free when it is asked for; with one, for as long as it is needed. */
    private static boolean isFree(TradeRequestRequest wanted, Offer offer, Instant now) {
        Instant start = start(wanted, offer, now);
        if (wanted.endTime() == null) {
            return wanted.startTime() == null ? !offer.freeFrom().isAfter(now) : !start.isAfter(wanted.startTime());
        }
        BigDecimal hours = wanted.hours();
        long seconds =
                hours == null ? 1 : hours.multiply(BigDecimal.valueOf(3600)).longValue();
        return !start.plusSeconds(seconds).isAfter(wanted.endTime());
    }

    private static @Nullable BigDecimal timing(TradeRequestRequest wanted, Offer offer, Instant now) {
        if (wanted.endTime() == null) {
            return null;
        }
        Instant asked = wanted.startTime() == null ? now : wanted.startTime();
        long window = Math.max(1, Duration.between(asked, wanted.endTime()).toSeconds());
        long free =
                Duration.between(start(wanted, offer, now), wanted.endTime()).toSeconds();
        return share(Math.min(free, window), window);
    }

    /** Collects the names of those that nothing is known about. */
    private static boolean meets(TradeRequestRequest wanted, Offer offer, List<String> unchecked) {
        return wanted.requirements().properties().stream().allMatch(one -> {
            JsonNode value = one.getValue();
            return switch (one.getKey()) {
                case "gpu", "model", "gpu_model", "gpu_type" -> contains(offer.model(), value.asString(""));
                case "memory_gb", "min_memory_gb", "gpu_memory_gb" ->
                    value.decimalValueOpt()
                            .filter(least -> offer.memoryGb().compareTo(least) >= 0)
                            .isPresent();
                case "cuda", "cuda_version" ->
                    offer.cudaVersion() != null && isAtLeast(offer.cudaVersion(), value.asString(""));
                case "models" ->
                    offer.models().isEmpty()
                            || value.valueStream()
                                    .allMatch(model -> offer.models().contains(model.asString("")));
                case "region" -> offer.region() != null && value.asString("").equalsIgnoreCase(offer.region());
                default -> unchecked.add(one.getKey());
            };
        });
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** By numbers: 12.10 is above 12.9. */
    private static boolean isAtLeast(String version, String least) {
        return VERSION.matcher(version).matches()
                && VERSION.matcher(least).matches()
                && Arrays.compare(numbers(version), numbers(least)) >= 0;
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("[.]")).mapToInt(Integer::parseInt).toArray();
    }

    private static boolean in(List<String> regions, @Nullable String region) {
        return region != null && regions.stream().anyMatch(region::equalsIgnoreCase);
    }

    private static BigDecimal share(long part, long whole) {
        return BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }
}
