package org.aitbc.trading.compute;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.time.*;
import java.util.UUID;
import org.aitbc.domain.market.MarketDesk.*;
import org.aitbc.starter.jpa.Aggregate;
import org.jspecify.annotations.Nullable;

/** A block that was matched. Its id is that of its order at the market, and of the booking that it becomes. */
@Entity
class ComputeFill extends Aggregate {

    enum Status {
        DELIVERING,
        DELIVERED,
        UNDELIVERED
    }

    /** A block that has not begun so long after its time is not delivered any more. */
    static final Duration GRACE = Duration.ofMinutes(10);

    @JsonIgnore
    protected UUID bidId;

    @JsonIgnore
    protected UUID askId;

    protected UUID gpuId;
    /** AITBC. */
    protected BigDecimal pricePerHour;

    protected Instant startsAt;
    /** As planned, or when its booking ended early; for one that was not delivered, until when its GPU is not free. */
    protected Instant endsAt;

    protected Status status = Status.DELIVERING;
    /** Why the market refused to book it. */
    protected @Nullable String reason;

    protected Instant matchedAt;

    @JsonIgnore
    protected @Nullable Instant bookedUntil;

    protected ComputeFill() {}

    /** At the price of the order that was there first. */
    ComputeFill(ComputeOrder bid, ComputeOrder ask, Instant start, Instant now) {
        this.bidId = bid.id();
        this.askId = ask.id();
        this.gpuId = ask.gpu();
        this.pricePerHour = (ask.place < bid.place ? ask : bid).terms.pricePerHour();
        this.startsAt = start;
        this.endsAt = start.plus(bid.terms.length());
        this.matchedAt = now;
    }

    @Override
    @JsonProperty("fill_id")
    public UUID id() {
        return super.id();
    }

    @JsonProperty
    @Nullable
    UUID bookingId() {
        return status == Status.DELIVERED ? id() : null;
    }

    /** A GPU has its time once, by whichever ask it was sold; what was not delivered is gone from one ask alone. */
    boolean takesTimeOf(ComputeOrder ask) {
        return gpuId.equals(ask.gpu()) && (status != Status.UNDELIVERED || askId.equals(ask.id()));
    }

    Order order(ComputeOrder bid, ComputeOrder ask) {
        return new Order(
                id(),
                bid.id(),
                gpuId,
                bid.owner,
                ask.owner,
                bid.terms.hours(),
                pricePerHour,
                bid.held(),
                startsAt.plus(GRACE));
    }

    /** Of an order that is being answered: the money is the booking's, or still the bid's. */
    boolean isBooked(Delivery delivery) {
        reason = delivery.refusal();
        bookedUntil = delivery.until();
        status = reason == null ? Status.DELIVERED : Status.UNDELIVERED;
        if (bookedUntil != null) {
            end(bookedUntil);
        }
        return reason == null;
    }

    /** It has its GPU no longer than its booking. */
    void end(Instant until) {
        bookedUntil = until;
        endsAt = until.isBefore(endsAt) ? until : endsAt;
    }

    /** Others have the GPU until then. */
    void takeUntil(Instant free) {
        endsAt = free.isAfter(endsAt) ? free : endsAt;
    }
}
