package org.aitbc.domain.matching;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What matching reads of a miner. Miners that can do the same are equal.
 *
 * @param gpus its GPUs, as far as it told of them
 * @param cuda its CUDA version, or null
 * @param models what it can serve
 * @param jobTypes what it runs; null where it did not say, and takes everything
 * @param region where it says it is, or null
 * @param price AITBC per GPU second, or null where the network price holds
 * @param wage the least that its owner works for
 */
public record Capabilities(
        List<Gpu> gpus,
        @Nullable String cuda,
        Set<String> models,
        @Nullable Set<String> jobTypes,
        @Nullable String region,
        @Nullable BigDecimal price,
        Wage wage) {

    /** As one whose owner works for anything. */
    public Capabilities(
            List<Gpu> gpus,
            @Nullable String cuda,
            Set<String> models,
            @Nullable Set<String> jobTypes,
            @Nullable String region,
            @Nullable BigDecimal price) {
        this(gpus, cuda, models, jobTypes, region, price, Wage.ANY);
    }

    /**
     * @param unpaid whether it takes jobs that nothing is paid for
     * @param perSecond AITBC, of jobs that are priced by the GPU second
     * @param perJob AITBC, of jobs with a fixed price
     */
    public record Wage(boolean unpaid, BigDecimal perSecond, BigDecimal perJob) {

        /** Of one that says nothing of it. */
        public static final Wage ANY = new Wage(true, BigDecimal.ZERO, BigDecimal.ZERO);

        private static Wage of(JsonNode said) {
            BigDecimal perSecond = least(said.path("least_price"));
            BigDecimal perJob = least(said.path("least_job_price"));
            boolean takesAll = perSecond.signum() == 0 && perJob.signum() == 0;
            return new Wage(said.path("unpaid").asBoolean(takesAll), perSecond, perJob);
        }

        private static BigDecimal least(JsonNode said) {
            BigDecimal price = price(firstText(said));
            return price == null ? BigDecimal.ZERO : price;
        }
    }

    /** One GPU; memory in MiB, 0 where unknown. */
    public record Gpu(String name, long memoryMb) {

        /**
         * Of what a card is sold with, drivers keep some, and error correction a sixteenth: one of 24 GB reports 24,564 MiB or
         * 23,028, one of 16 GB 15,360. One that is sold with less still reports less than this share.
         */
        private static final double REPORTED = 0.92;

        /** @param gb as cards are sold */
        boolean holds(int gb) {
            return memoryMb >= gb * 1024L * REPORTED;
        }
    }

    /** Legacy workers send MiB in {@code memory_gb}; no GPU of today has more GiB than this. */
    private static final double MOST_GB = 1024;

    private static final int MOST_DIGITS = 18;

    /**
     * Reads the open {@code capabilities} object of a registration; what is missing or of another type is taken as not
     * said. Both {@code gpus[]} and the legacy {@code gpu} are understood.
     */
    public static Capabilities of(JsonNode said, @Nullable String region) {
        JsonNode gpu = said.path("gpu");
        return new Capabilities(
                Stream.concat(elements(said.path("gpus")), gpu.isObject() ? Stream.of(gpu) : Stream.empty())
                        .filter(JsonNode::isObject)
                        .map(Capabilities::gpu)
                        .toList(),
                firstText(said.path("cuda"), said.path("cuda_version"), gpu.path("cuda_version")),
                texts(said.path("models")),
                said.path("job_types").isArray()
                        ? texts(said.path("job_types"))
                        : Stream.of(
                                        said.path("supported_tasks"),
                                        gpu.path("supported_tasks"),
                                        said.at("/compute/supported_tasks"))
                                .filter(JsonNode::isArray)
                                .findFirst()
                                .map(Capabilities::texts)
                                .orElse(null),
                region,
                price(firstText(said.path("price"), said.path("price_per_second"))),
                Wage.of(said));
    }

    private static Gpu gpu(JsonNode gpu) {
        String name = firstText(gpu.path("name"), gpu.path("model"));
        double gb = gpu.path("memory_gb").asDouble(0);
        double mb = gb > MOST_GB ? gb : gb * 1024;
        return new Gpu(name == null ? "" : name, (long) gpu.path("memory_mb").asDouble(mb));
    }

    private static @Nullable String firstText(JsonNode... candidates) {
        return Stream.of(candidates)
                .filter(node -> node.isString() || node.isNumber())
                .map(JsonNode::asString)
                .findFirst()
                .orElse(null);
    }

    private static Set<String> texts(JsonNode array) {
        TreeSet<String> texts = new TreeSet<>();
        elements(array).filter(JsonNode::isString).forEach(node -> texts.add(node.stringValue()));
        return texts;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }

    /** Neither negative nor with more digits than anybody means; counting with a price of 1e-999999999 takes for ever. */
    private static boolean isSensible(BigDecimal price) {
        return price.signum() >= 0
                && price.scale() <= MOST_DIGITS
                && price.precision() - (long) price.scale() <= MOST_DIGITS;
    }

    private static @Nullable BigDecimal price(@Nullable String text) {
        try {
            BigDecimal price = text == null ? null : new BigDecimal(text);
            return price == null || !isSensible(price) ? null : price.stripTrailingZeros();
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
