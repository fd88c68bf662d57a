package org.aitbc.trading.exchange;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.starter.jpa.Aggregate;
import org.jspecify.annotations.Nullable;

/** A firm quote: the desk's AITBC is held under the payment's id, and one address is there for it alone. */
@Entity
class ExchangePayment extends Aggregate {

    static final Duration OPEN_FOR = Duration.ofHours(1);

    /** For older clients; {@code state} says more. */
    enum Status {
        PENDING,
        CONFIRMED,
        EXPIRED
    }

    /** {@code CONFIRMING}: something was seen to come in, which is not enough or not final. */
    enum State {
        PENDING,
        CONFIRMING,
        CONFIRMED,
        EXPIRED
    }

    /** @param userId the caller */
    @Embeddable
    record ExchangePaymentRequest(
            @NotNull @Size(min = 1, max = 128) String userId,

            @NotNull @DecimalMin("0.01") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal aitbcAmount,

            @NotNull @DecimalMin("0.0001") @DecimalMax("100") @Digits(integer = 3, fraction = 8)
            BigDecimal btcAmount) {}

    @JsonUnwrapped
    protected ExchangePaymentRequest quote;

    @JsonIgnore
    protected String seller;
    /** Null until there is one. */
    protected @Nullable String paymentAddress;

    protected State state = State.PENDING;

    @JsonIgnore
    protected Instant created;

    @JsonIgnore
    protected Instant expires;

    @JsonIgnore
    protected @Nullable Instant confirmed;

    protected long confirmations;
    protected @Nullable String txHash;
    /** BTC that came in for good. */
    protected BigDecimal received = BigDecimal.ZERO;
    /** BTC of it that is in the payer's wallet: too little, too much, or too late. */
    protected BigDecimal credited = BigDecimal.ZERO;
    /** AITBC of what is bought. */
    protected BigDecimal fee;

    protected ExchangePayment() {}

    ExchangePayment(UUID hold, String seller, ExchangePaymentRequest quote, BigDecimal feeShare, Instant now) {
        super(hold);
        this.seller = seller;
        this.quote = quote;
        this.fee = quote.aitbcAmount.multiply(feeShare).setScale(8, RoundingMode.DOWN);
        this.created = now;
        this.expires = now.plus(OPEN_FOR);
    }

    /** With dashes, as older clients have it. */
    @JsonProperty
    String paymentId() {
        return id().toString();
    }

    @JsonProperty
    Status status() {
        return switch (state) {
            case PENDING, CONFIRMING -> Status.PENDING;
            case CONFIRMED -> Status.CONFIRMED;
            case EXPIRED -> Status.EXPIRED;
        };
    }

    @JsonProperty
    long createdAt() {
        return created.getEpochSecond();
    }

    @JsonProperty
    long expiresAt() {
        return expires.getEpochSecond();
    }

    @JsonProperty
    @Nullable
    Long confirmedAt() {
        return confirmed == null ? null : confirmed.getEpochSecond();
    }

    boolean isOpen() {
        return status() == Status.PENDING;
    }
}
