package org.aitbc.trading.compute;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.starter.jpa.Aggregate;
import org.jspecify.annotations.Nullable;

/** Time of a GPU that is offered, or a block of it that is sought. The id of a bid is that of the hold of its money. */
@Entity
class ComputeOrder extends Aggregate {

    enum Side {
        ASK,
        BID
    }

    /** An ask is open until it ends, however much of it is sold. */
    enum Status {
        OPEN,
        DELIVERING,
        DELIVERED,
        CANCELLED,
        EXPIRED
    }

    static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1_000_000);
    static final Duration AHEAD = Duration.ofDays(30);

    /**
     * @param gpuId of an ask: a GPU of the caller's that is on the market
     * @param gpuClass of a bid; that of an ask follows from its GPU, as the region
     * @param hours of a bid: of the block; of an ask: of the shortest block
     * @param pricePerHour AITBC; the most that a bid pays
     * @param notBefore now where not said
     * @param notAfter of a bid: when the block begins at the latest; of an ask: when its time ends; 30 days ahead at most
     * @param region where a bid wants the GPU to be; null for anywhere
     */
    @Embeddable
    record ComputeOrderRequest(
            @NotNull Side side,
            @Nullable UUID gpuId,
            @Nullable @Size(min = 1, max = 200) String gpuClass,

            @NotNull @Positive @DecimalMax("720") @Digits(integer = 3, fraction = 2)
            BigDecimal hours,

            @NotNull @DecimalMin("0.000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable Instant notBefore,
            @NotNull Instant notAfter,
            @Nullable @Size(min = 1, max = 64) String region) {

        ComputeOrderRequest check(Instant now) {
            boolean ask = side == Side.ASK;
            require(ask == (gpuId != null), "gpu_id", "an ask is of a GPU, a bid of a class");
            require(ask == (gpuClass == null), "gpu_class", "a bid is of a class, an ask of a GPU");
            require(!ask || region == null, "region", "an ask's is that of its GPU");
            Instant from = begin(now);
            require(notAfter.isAfter(from), "not_after", "must be ahead, and after not_before");
            require(!notAfter.isAfter(now.plus(AHEAD)), "not_after", "30 days ahead at most");
            require(!ask || !notAfter.isBefore(from.plus(length())), "hours", "there is less time than that");
            return this;
        }

        private static void require(boolean right, String member, String rule) {
            Invalid.when(!right, "VALIDATION_ERROR", member + ": " + rule);
        }

        Instant begin(Instant now) {
            return notBefore == null || notBefore.isBefore(now) ? now : notBefore;
        }

        Duration length() {
            return Duration.ofSeconds(hours.multiply(BigDecimal.valueOf(3600)).longValueExact());
        }

        private ComputeOrderRequest of(@Nullable String kind, @Nullable String place, Instant now) {
            return new ComputeOrderRequest(side, gpuId, kind, hours, pricePerHour, begin(now), notAfter, place);
        }

        BigDecimal cost() {
            return Amounts.rounded(pricePerHour.multiply(hours));
        }
    }

    @Embedded
    @JsonUnwrapped
    protected ComputeOrderRequest terms;

    /** The longest block that the GPU of an ask is booked for. */
    protected @Nullable BigDecimal maxHours;

    protected String owner;
    /** AITBC held for a bid. */
    protected @Nullable BigDecimal held;

    protected Status status = Status.OPEN;
    protected @Nullable String reason;
    protected Instant createdAt;
    protected @Nullable Instant closedAt;

    @Column(insertable = false, updatable = false)
    @JsonIgnore
    protected long place;

    protected ComputeOrder() {}

    /** An ask, of an offer on the market, or a bid, with a hold. */
    ComputeOrder(@Nullable UUID hold, String owner, ComputeOrderRequest asked, @Nullable Offer offer, Instant now) {
        super(hold == null ? Ids.next() : hold);
        this.owner = owner;
        this.createdAt = now;
        if (offer == null) {
            terms = asked.of(asked.gpuClass, asked.region, now);
            held = asked.cost();
        } else {
            terms = asked.of(gpuClass(offer), offer.region(), from(offer, now));
            maxHours = offer.maxHours();
        }
    }

    /** When an ask may begin at the earliest. */
    static Instant from(Offer offer, Instant now) {
        return offer.freeFrom().isAfter(now) ? offer.freeFrom() : now;
    }

    /** Such as {@code h100-80gb}. */
    private static String gpuClass(Offer offer) {
        String name = offer.model() + " " + Amounts.normalized(offer.memoryGb()).toPlainString() + "gb";
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
    }

    @Override
    @JsonProperty("order_id")
    public UUID id() {
        return super.id();
    }

    String gpuClass() {
        return Objects.requireNonNull(terms.gpuClass);
    }

    UUID gpu() {
        return Objects.requireNonNull(terms.gpuId);
    }

    BigDecimal held() {
        return Objects.requireNonNull(held);
    }

    boolean isBid() {
        return terms.side == Side.BID;
    }

    /** Of an ask, but for its time. */
    boolean fits(ComputeOrderRequest wanted, String buyer) {
        return !owner.equals(buyer)
                && terms.pricePerHour.compareTo(wanted.pricePerHour) <= 0
                && terms.hours.compareTo(wanted.hours) <= 0
                && Objects.requireNonNull(maxHours).compareTo(wanted.hours) >= 0
                && (wanted.region == null || wanted.region.equalsIgnoreCase(terms.region));
    }

    void close(Status end, @Nullable String why, Instant now) {
        status = end;
        reason = why;
        closedAt = now;
    }

    /** Its GPU cannot be booked any more, belongs to another, or is booked for other hours. */
    void withdraw(@Nullable String why, Instant now) {
        if (status == Status.OPEN) {
            close(Status.CANCELLED, why, now);
        }
    }
}
