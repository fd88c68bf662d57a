package org.aitbc.governance.proposal;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.error.*;
import org.aitbc.governance.count.*;
import org.aitbc.governance.parameter.GovernanceRules;
import org.aitbc.governance.proposal.Payload.Category;
import org.aitbc.governance.trial.Trial;
import org.aitbc.starter.jpa.Aggregate;
import org.aitbc.starter.request.OpenJson;
import org.hibernate.annotations.*;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.*;

/** What is decided by votes. What it says and who may vote stay as they are once the vote has begun. */
@Entity
class Proposal extends Aggregate {

    static final BigDecimal HALF = new BigDecimal("0.5");
    /** What is not executed then is not executed any more. */
    static final Duration GRACE = Duration.ofDays(14);

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration FARTHEST = Duration.ofDays(365);

    /** As OpenZeppelin's Governor has them, each with its name in the older system. */
    enum State {
        PENDING("draft"),
        ACTIVE("active"),
        DEFEATED("defeated"),
        SUCCEEDED("succeeded"),
        QUEUED("succeeded"),
        EXECUTED("executed"),
        EXPIRED("cancelled"),
        CANCELED("cancelled");

        private final String status;

        State(String status) {
            this.status = status;
        }
    }

    /** Where the money of a funding is: held, on its way to the recipient, on its way back, or there. */
    enum Money {
        HELD,
        PAYING,
        RETURNING,
        DONE
    }

    /**
     * @param executionPayload by category: {@code changes} of parameters, with {@code guardrails} and {@code trial_days};
     *     {@code amount} and {@code recipient}; {@code council_id}, {@code add} and {@code remove}; nothing for general ones
     * @param quorumRequired AITBC of power that takes part at least; the quorum in force where that is more
     * @param votingStarts after the voting delay, where it is not said; within a year
     * @param votingEnds after the voting period, where it is not said
     * @param choices of signals, which are not voted on for or against
     */
    record ProposalCreateRequest(
            @NotNull @Size(min = 1, max = 200) String title,
            @NotNull @Size(min = 1, max = 20000) String description,
            Category category,
            ObjectNode executionPayload,

            @PositiveOrZero @DecimalMax("999999999999999") @Digits(integer = 15, fraction = 8)
            BigDecimal quorumRequired,

            @Nullable Instant votingStarts,
            @Nullable Instant votingEnds,
            Method method,
            @Size(max = 20) List<@NotBlank @Size(max = 200) String> choices) {

        ProposalCreateRequest {
            category = Objects.requireNonNullElse(category, Category.GENERAL);
            executionPayload = Objects.requireNonNullElseGet(executionPayload, JsonNodeFactory.instance::objectNode);
            quorumRequired = Objects.requireNonNullElse(quorumRequired, BigDecimal.ZERO);
            method = Objects.requireNonNullElse(method, Method.BASIC);
            choices = Objects.requireNonNullElse(choices, List.of());
        }
    }

    protected String proposerId;
    protected @Nullable UUID councilId;
    protected Category category;
    protected Method method;
    protected String title;
    protected String description;

    @Column(updatable = false)
    @JdbcTypeCode(SqlTypes.JSON)
    protected ObjectNode executionPayload;

    protected List<String> choices;
    protected String contentHash;
    protected State state = State.PENDING;
    protected BigDecimal quorumRequired;
    protected BigDecimal passingThreshold = HALF;
    protected Instant createdAt;
    protected Instant votingStarts;
    protected Instant votingEnds;
    protected @Nullable Instant extendedAt;
    /** The place in the ledger that decides about voting power. */
    protected @Nullable Long snapshotBlock;

    protected @Nullable Instant snapshotTimestamp;
    protected @Nullable BigDecimal totalPower;
    protected BigDecimal votesFor = BigDecimal.ZERO;
    protected BigDecimal votesAgainst = BigDecimal.ZERO;
    protected BigDecimal votesAbstain = BigDecimal.ZERO;
    protected @Nullable Instant endedAt;
    /** From when on it can be executed. */
    protected @Nullable Instant eta;

    protected @Nullable Instant executedAt;
    /** Why it waits. */
    protected @Nullable String executionError;

    /** What watches the change, once it is executed. A join would read the row before it is locked. */
    @OneToOne
    @PrimaryKeyJoinColumn
    @Fetch(FetchMode.SELECT)
    protected @Nullable Trial trial;
    /** What the change of parameters would have made of the last days; of other proposals null. */
    @Formula(
            "(select b.backtest_id from governance.backtest b where b.proposal_id = id order by b.backtest_id desc limit 1)")
    protected @Nullable UUID backtestId;

    @JsonIgnore
    protected @Nullable Money money;

    @JsonIgnore
    protected @Nullable Instant retryAt;

    protected Proposal() {}

    Proposal(String proposer, @Nullable UUID council, ProposalCreateRequest asked, GovernanceRules rules, Instant now) {
        OpenJson.require("execution_payload", asked.executionPayload);
        boolean between = asked.method != Method.BASIC;
        boolean choosable = between ? asked.choices.size() >= 2 : asked.choices.isEmpty();
        Invalid.when(!choosable, "VALIDATION_ERROR", "choices: 2 to 20 where the method is between choices, else none");
        boolean executes = asked.category != Category.GENERAL;
        Invalid.when(between && executes, "VALIDATION_ERROR", "method: what is executed is voted on for or against");
        proposerId = proposer;
        councilId = council;
        category = asked.category;
        method = asked.method;
        title = asked.title;
        description = asked.description;
        executionPayload = asked.executionPayload;
        choices = asked.choices;
        quorumRequired = asked.quorumRequired;
        createdAt = now;
        contentHash = Sha256.hex(String.join(
                "\n",
                String.valueOf(council),
                category.name(),
                method.name(),
                title,
                description,
                executionPayload.toString(),
                choices.toString()));
        // a council's vote begins at once
        Instant first = council == null ? now.plus(rules.votingDelay.get()) : now;
        votingStarts = Objects.requireNonNullElse(asked.votingStarts, first);
        boolean starts = !votingStarts.isBefore(first) && !votingStarts.isAfter(now.plus(FARTHEST));
        Invalid.when(!starts, "VALIDATION_ERROR", "voting_starts: not before " + first + ", and within a year");
        Duration period = council == null ? rules.votingPeriod.get() : rules.councilPeriod.get();
        votingEnds = Objects.requireNonNullElse(asked.votingEnds, votingStarts.plus(period));
        Duration longest = period.compareTo(LONGEST) > 0 ? period : LONGEST;
        Duration lasts = Duration.between(votingStarts, votingEnds);
        boolean ends = lasts.compareTo(period) >= 0 && lasts.compareTo(longest) <= 0;
        Invalid.when(!ends, "VALIDATION_ERROR", "voting_ends: the voting period after the start, to 30 days after it");
    }

    @Override
    @JsonProperty("proposal_id")
    public UUID id() {
        return super.id();
    }

    @JsonProperty("status")
    String status() {
        return state.status;
    }

    Tally tally() {
        return new Tally(votesFor, votesAgainst, votesAbstain);
    }

    boolean isVotedOn(Instant now) {
        return state == State.ACTIVE && now.isBefore(votingEnds);
    }

    /** @param late by how much the snapshot was; voters lose nothing of their time */
    void activate(BigDecimal total, BigDecimal quorum, Duration late) {
        state = State.ACTIVE;
        totalPower = total;
        quorumRequired = quorumRequired.max(quorum);
        votingEnds = votingEnds.plus(late.isNegative() ? Duration.ZERO : late);
    }

    /** Whether the vote was extended because the quorum was reached in its last moments. */
    boolean count(Tally change, GovernanceRules rules, Instant now) {
        boolean before = tally().reaches(quorumRequired);
        Tally sum = tally().plus(change);
        votesFor = sum.inFavor();
        votesAgainst = sum.against();
        votesAbstain = sum.abstain();
        Instant least = now.plus(rules.lateExtension.get());
        if (councilId != null
                || before
                || extendedAt != null
                || !sum.reaches(quorumRequired)
                || !votingEnds.isBefore(least)) {
            return false;
        }
        extendedAt = now;
        Instant most = votingEnds.plus(rules.votingPeriod.get());
        votingEnds = least.isBefore(most) ? least : most;
        return true;
    }

    /** A council's vote need not go on once the rest cannot change the outcome. */
    void endEarly(Instant now) {
        BigDecimal all = Objects.requireNonNull(totalPower);
        BigDecimal left = all.subtract(tally().sum());
        boolean won = votesFor.compareTo(votesAgainst.add(left)) > 0 && tally().reaches(quorumRequired);
        boolean lost = votesAgainst.compareTo(votesFor.add(left)) >= 0;
        if (councilId != null && (won || lost || left.signum() == 0)) {
            votingEnds = now;
        }
    }

    void end(Instant now) {
        boolean reached = tally().reaches(quorumRequired) && tally().sum().signum() > 0;
        boolean passed = reached && (method != Method.BASIC || tally().passes(passingThreshold));
        state = passed ? State.SUCCEEDED : State.DEFEATED;
        endedAt = now;
    }

    void queue(Duration timelock, Instant now) {
        state = State.QUEUED;
        eta = now.plus(timelock);
        retry(null, null);
    }

    void execute(Instant now) {
        state = State.EXECUTED;
        executedAt = now;
        retry(null, null);
    }

    /** A success that executes nothing is a result, and over. */
    boolean isOpen() {
        return state == State.PENDING || state == State.ACTIVE || isToBeExecuted();
    }

    boolean isToBeExecuted() {
        return state == State.QUEUED || (state == State.SUCCEEDED && category == Category.FUNDING);
    }

    boolean isOverdue(Instant now) {
        Instant since = eta == null ? endedAt : eta;
        return since != null && money != Money.PAYING && now.isAfter(since.plus(GRACE));
    }

    void close(State closed, Instant now) {
        Conflict.when(!isOpen(), "NOT_OPEN", "the proposal has ended");
        Conflict.when(money == Money.PAYING, "EXECUTING", "the proposal is being executed");
        if (category == Category.FUNDING && state != State.PENDING && state != State.ACTIVE) {
            // it may be on its way to be held
            money = Money.RETURNING;
        }
        state = closed;
        endedAt = endedAt == null ? now : endedAt;
        retry(null, null);
    }

    void retry(@Nullable String why, @Nullable Instant at) {
        executionError = why;
        retryAt = at;
    }
}
