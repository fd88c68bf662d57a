package org.aitbc.domain.matching;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The machine a job needs: its type and its constraints. Equal requirements are one class of the queue.
 *
 * @param type the job's {@code payload.type}; null where it has none, and any miner may take it
 * @param pay what is held for it; null for one that is unpaid, or paid by its booking
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Requirement(
        @Nullable String type,
        Constraints constraints,
        @Nullable Pay pay) {

    /** AITBC per GPU second where neither side named a price. */
    public static final BigDecimal NETWORK_PRICE = new BigDecimal("0.02");

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** Of a job that is unpaid, or paid by its booking. */
    public Requirement(@Nullable String type, Constraints constraints) {
        this(type, constraints, null);
    }

    /**
     * Money that is held for a job from its submission to its end.
     *
     * @param fixed about the AITBC of a fixed price: its first digit, so that there are few classes; 0 in other currencies,
     *     null for a job that is priced by the GPU second
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pay(@Nullable BigDecimal fixed) {

        public static final Pay BY_THE_SECOND = new Pay(null);

        public static Pay fixed(BigDecimal amount, String currency) {
            return new Pay(
                    currency.equals("AITBC")
                            ? new BigDecimal(amount.round(new MathContext(1, RoundingMode.DOWN))
                                    .stripTrailingZeros()
                                    .toPlainString())
                            : BigDecimal.ZERO);
        }
    }

    /** The same with money behind it that was held at its submission. */
    public Requirement paidByTheSecond() {
        return new Requirement(type, constraints, Pay.BY_THE_SECOND);
    }

    /** The text by which requirements are interned; equal requirements have equal keys. */
    public String key() {
        return JSON.writeValueAsString(this);
    }

    /** The requirement of a stored {@link #key()}. */
    public static Requirement parse(String key) {
        return JSON.readValue(key, Requirement.class);
    }

    /** Whether the machine is able to, regardless of its identity and the time: the answer never changes. */
    public boolean fits(Capabilities machine) {
        return Trait.OF_MACHINES.stream().allMatch(trait -> fits(trait, machine));
    }

    /** Whether the miner can run the job now. */
    public boolean fits(Candidate miner) {
        return Stream.of(Trait.values()).allMatch(trait -> fits(trait, miner));
    }

    /** What the miner fails on; empty when it can run the job now. */
    public Set<Trait> misfits(Candidate miner) {
        EnumSet<Trait> misfits = EnumSet.noneOf(Trait.class);
        Stream.of(Trait.values()).filter(trait -> !fits(trait, miner)).forEach(misfits::add);
        return misfits;
    }

    /** Whether it asks for more than a machine: for booked time or a particular miner. */
    public boolean picksMiners() {
        return constraints.bookingId() != null
                || constraints.miner() != null
                || constraints.notMiners() != null
                || constraints.notOwners() != null;
    }

    private boolean fits(Trait trait, Candidate miner) {
        return switch (trait) {
            case BOOKING -> miner.booked().admits(constraints.bookingId());
            case MINER ->
                (constraints.miner() == null || constraints.miner().equals(miner.id()))
                        && (constraints.notMiners() == null
                                || !constraints.notMiners().contains(miner.id()))
                        && (constraints.notOwners() == null
                                || !constraints.notOwners().contains(miner.owner()));
            case JOB_TYPE, GPU, CUDA, MIN_VRAM_GB, MODELS, REGION, MAX_PRICE, PAYMENT_AMOUNT ->
                fits(trait, miner.capabilities());
        };
    }

    private boolean fits(Trait trait, Capabilities miner) {
        return switch (trait) {
            case BOOKING, MINER -> true;
            case JOB_TYPE ->
                type == null || miner.jobTypes() == null || miner.jobTypes().contains(type);
            case GPU ->
                constraints.gpu() == null
                        || miner.gpus().stream().anyMatch(gpu -> containsIgnoringCase(gpu.name(), constraints.gpu()));
            case CUDA ->
                constraints.cuda() == null
                        || (miner.cuda() != null && miner.cuda().contains(constraints.cuda()));
            case MIN_VRAM_GB ->
                constraints.minVramGb() == null
                        || constraints.minVramGb() == 0
                        || miner.gpus().stream().anyMatch(gpu -> gpu.holds(constraints.minVramGb()));
            case MODELS -> constraints.models() == null || miner.models().containsAll(constraints.models());
            case REGION -> constraints.region() == null || constraints.region().equalsIgnoreCase(miner.region());
            case MAX_PRICE -> constraints.maxPrice() == null || priceOf(miner).compareTo(constraints.maxPrice()) <= 0;
            case PAYMENT_AMOUNT -> constraints.bookingId() != null || pays(miner);
        };
    }

    private boolean pays(Capabilities miner) {
        if (pay == null) {
            return miner.wage().unpaid();
        }
        return pay.fixed() == null
                ? unitPrice(miner).compareTo(miner.wage().perSecond()) >= 0
                : pay.fixed().compareTo(miner.wage().perJob()) >= 0;
    }

    /**
     * AITBC per GPU second of this job on that miner: the miner's own price only where the job named the most it pays,
     * since nobody agreed to it otherwise. Booked time is paid by its booking.
     */
    public BigDecimal unitPrice(Capabilities miner) {
        if (constraints.bookingId() != null) {
            return BigDecimal.ZERO;
        }
        return constraints.maxPrice() == null ? NETWORK_PRICE : priceOf(miner).min(constraints.maxPrice());
    }

    /** What it asks of a job that names the most it pays, in AITBC per GPU second. */
    public static BigDecimal priceOf(Capabilities miner) {
        return miner.price() == null ? NETWORK_PRICE.max(miner.wage().perSecond()) : miner.price();
    }

    private static boolean containsIgnoringCase(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
