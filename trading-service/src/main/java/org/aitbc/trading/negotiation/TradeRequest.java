package org.aitbc.trading.negotiation;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.jpa.Aggregate;
import org.aitbc.starter.request.OpenJson;
import org.aitbc.trading.negotiation.ManageRequests.Candidate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What a buyer is looking for. */
@Entity
class TradeRequest extends Aggregate {

    /** Data and model services have no offers that could be booked yet: they match nothing. */
    enum TradeType {
        AI_POWER,
        COMPUTE_RESOURCES,
        DATA_SERVICES,
        MODEL_SERVICES,
        INFERENCE_TASKS,
        TRAINING_TASKS;

        boolean isGpuTime() {
            return this != DATA_SERVICES && this != MODEL_SERVICES;
        }
    }

    enum Status {
        OPEN,
        MATCHING,
        NEGOTIATING,
        AGREED,
        SETTLING,
        COMPLETED,
        FAILED,
        CANCELLED
    }

    /** Asks for a least reliability, where one was measured. */
    enum ServiceLevel {
        BASIC("0"),
        STANDARD("0.90"),
        PREMIUM("0.97");

        final BigDecimal leastReliability;

        ServiceLevel(String least) {
            leastReliability = new BigDecimal(least);
        }
    }

    /** AITBC an hour. */
    record Budget(
            @Nullable @PositiveOrZero @Digits(integer = 7, fraction = 8)
            BigDecimal min,

            @NotNull @Positive @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal max) {

        @JsonIgnore
        @AssertTrue(message = "min: must not be above max")
        boolean isOrdered() {
            return min == null || max == null || min.compareTo(max) <= 0;
        }
    }

    /**
     * @param buyerAgentId the caller
     * @param requirements {@code model}, {@code memory_gb}, {@code cuda_version} and {@code models} (that it has to run) have to be
     *     met; others are kept, and named by matches as unchecked
     * @param urgencyLevel kept, without effect
     * @param expiresAt 30 days ahead at most; in 7 days where not said
     */
    @Embeddable
    record TradeRequestRequest(
            @NotNull @Size(min = 1, max = 128) String buyerAgentId,
            @NotNull TradeType tradeType,
            @NotNull @Size(min = 1, max = 200) String title,
            @Size(max = 1000) String description,
            @NotNull @JdbcTypeCode(SqlTypes.JSON) ObjectNode requirements,
            @NotNull @Valid @JdbcTypeCode(SqlTypes.JSON) Budget budgetRange,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable @Min(1) @Max(8760) Integer durationHours,
            @Size(max = 50) String urgencyLevel,
            @Size(max = 20) List<@NotNull @Size(min = 1, max = 64) String> preferredRegions,
            @Size(max = 20) List<@NotNull @Size(min = 1, max = 64) String> excludedRegions,
            ServiceLevel serviceLevelRequired,
            @Size(max = 20) List<@NotNull @Size(min = 1, max = 50) String> tags,

            @Nullable @Column(name = "expires_at", insertable = false, updatable = false)
            Instant expiresAt) {

        TradeRequestRequest {
            description = Objects.requireNonNullElse(description, "");
            urgencyLevel = Objects.requireNonNullElse(urgencyLevel, "normal");
            preferredRegions = preferredRegions == null ? List.of() : List.copyOf(preferredRegions);
            excludedRegions = excludedRegions == null ? List.of() : List.copyOf(excludedRegions);
            serviceLevelRequired = Objects.requireNonNullElse(serviceLevelRequired, ServiceLevel.STANDARD);
            tags = tags == null ? List.of() : List.copyOf(tags);
        }

        void check(Caller caller, Instant now) {
            boolean other = !buyerAgentId.equals(caller.subject());
            Forbidden.when(other, "NOT_YOURSELF", "buyer_agent_id: a request is made by its buyer");
            OpenJson.require("requirements", requirements);
            Instant from = startTime == null ? now : startTime;
            boolean backwards = endTime != null && !endTime.isAfter(from);
            Invalid.when(backwards, "VALIDATION_ERROR", "end_time: must be after start_time, and ahead");
            boolean far = startTime != null && startTime.isAfter(now.plus(LONGEST));
            Invalid.when(far, "VALIDATION_ERROR", "start_time: 30 days ahead at most");
            boolean off = expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST)));
            Invalid.when(off, "VALIDATION_ERROR", "expires_at: must be ahead, by 30 days at most");
        }

        /** As asked for, or as long as the window is; null where neither says. */
        @Nullable
        BigDecimal hours() {
            if (durationHours != null) {
                return BigDecimal.valueOf(durationHours);
            }
            return startTime == null || endTime == null
                    ? null
                    : BigDecimal.valueOf(Duration.between(startTime, endTime).toMinutes())
                            .divide(BigDecimal.valueOf(60), 8, RoundingMode.HALF_UP);
        }
    }

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration USUAL = Duration.ofDays(7);

    @JsonUnwrapped
    protected TradeRequestRequest wanted;

    protected Status status = Status.OPEN;
    /** Why it ended without a booking. */
    protected @Nullable String reason;

    /** As asked for, or the usual time. */
    @JsonIgnore
    @Column(name = "expires_at")
    protected Instant expiry;

    protected int matchCount;
    protected @Nullable BigDecimal bestMatchScore;
    protected Instant createdAt;
    protected Instant updatedAt;

    protected TradeRequest() {}

    TradeRequest(Caller caller, TradeRequestRequest wanted, Instant now) {
        wanted.check(caller, now);
        this.wanted = wanted;
        this.expiry = Objects.requireNonNullElse(wanted.expiresAt, now.plus(USUAL));
        this.createdAt = now;
        this.updatedAt = now;
    }

    @Override
    @JsonProperty("request_id")
    public UUID id() {
        return super.id();
    }

    /** Before anything is negotiated. */
    void requireOpen(Instant now) {
        boolean open = (status == Status.OPEN || status == Status.MATCHING) && expiry.isAfter(now);
        Conflict.when(!open, "REQUEST_CLOSED", "the request is negotiated about, or has ended");
    }

    void negotiate(Instant now) {
        boolean busy = status == Status.NEGOTIATING;
        Conflict.when(busy, "ALREADY_NEGOTIATING", "the request is being negotiated about");
        requireOpen(now);
        transitionTo(Status.NEGOTIATING, now);
    }

    /** @param best the best first */
    void match(List<Candidate> best, Instant now) {
        matchCount = best.size();
        bestMatchScore = best.isEmpty() ? null : best.getFirst().matchScore();
        transitionTo(best.isEmpty() ? Status.OPEN : Status.MATCHING, now);
    }

    void transitionTo(Status next, Instant now) {
        status = next;
        updatedAt = now;
    }

    void end(Status end, @Nullable String why, Instant now) {
        reason = why;
        transitionTo(end, now);
    }
}
