package org.aitbc.governance.trial;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.governance.parameter.ParameterVersions.Written;
import org.aitbc.governance.trial.Metric.Measured;
import org.aitbc.starter.jpa.Aggregate;
import org.hibernate.annotations.*;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The time in which a change of parameters is watched, and may be taken back. Its id is that of the proposal. */
@Entity
@BatchSize(size = 100)
@JsonIgnoreProperties("id")
public class Trial extends Aggregate {

    /** So many in a row are not chance. */
    static final int BREACHES = 3;
    /** Between two looks; less than the sweep takes, so that no look is left out. */
    static final Duration PAUSE = Duration.ofSeconds(55);

    private static final Duration WEEK = Duration.ofDays(7);
    /** A trial that nobody looked at for so long before its end is judged by one look. */
    private static final Duration MISSED = Duration.ofMinutes(10);

    enum State {
        WATCHING,
        KEPT,
        REVERTED,
        SUPERSEDED
    }

    /**
     * @param limit what the value is compared with; null until the week before is measured, or where it tells nothing
     * @param value at the last look
     * @param breaches in a row
     */
    record Watched(
            Guardrail guardrail,
            @Nullable BigDecimal limit,
            @Nullable BigDecimal value,
            long samples,
            int breaches) {

        static Watched of(Guardrail guardrail) {
            return new Watched(guardrail, guardrail.isRelative() ? null : guardrail.bound(), null, 0, 0);
        }

        /** A limit is sought until there is a first value. */
        private Watched since(JdbcClient jdbc, Instant starts) {
            if (limit != null || value != null || !guardrail.isRelative()) {
                return this;
            }
            Measured before = guardrail.metric().measure(jdbc, starts.minus(WEEK), starts);
            return new Watched(guardrail, guardrail.limit(before), null, 0, 0);
        }

        private Watched look(Measured seen, int weight) {
            BigDecimal now = seen.value();
            boolean breach = limit != null
                    && now != null
                    && seen.samples() >= guardrail.samples()
                    && !guardrail.comparison().holds(now, limit);
            return new Watched(guardrail, limit, now, seen.samples(), breach ? breaches + weight : 0);
        }
    }

    protected State state = State.WATCHING;

    @JdbcTypeCode(SqlTypes.JSON)
    protected List<Written> changes;

    @JdbcTypeCode(SqlTypes.JSON)
    protected List<Watched> guardrails;

    /** When the change counts. */
    protected Instant startsAt;

    protected Instant endsAt;
    protected @Nullable Instant endedAt;
    /** The guardian who took the change back; null where guardrails did. */
    protected @Nullable String revertedBy;

    @JsonIgnore
    protected @Nullable Instant lookedAt;

    protected Trial() {}

    Trial(UUID proposal, List<Written> changes, List<Watched> guardrails, Instant starts, Duration lasts) {
        super(proposal);
        this.changes = changes;
        this.guardrails = guardrails;
        startsAt = starts;
        endsAt = starts.plus(lasts);
    }

    boolean isWatching() {
        return state == State.WATCHING;
    }

    boolean isDue(Instant now) {
        return isWatching() && (lookedAt == null || !lookedAt.isAfter(now.minus(PAUSE)));
    }

    boolean isOver(Instant now) {
        return !now.isBefore(endsAt);
    }

    /** A window that reaches before the change is no look at it; at the end, what was watched up to it is not measured again. */
    Watched look(Watched one, JdbcClient jdbc, Instant now) {
        boolean over = isOver(now);
        boolean missed = lookedAt == null || lookedAt.isBefore(endsAt.minus(MISSED));
        Instant until = over ? endsAt : now;
        if (until.isBefore(startsAt) || (over && !missed)) {
            return one;
        }
        Watched known = one.since(jdbc, startsAt);
        Instant from = until.minus(Duration.ofHours(one.guardrail.windowHours()));
        return from.isBefore(startsAt)
                ? known
                : known.look(one.guardrail.metric().measure(jdbc, from, until), over ? BREACHES : 1);
    }

    /** Whether it was breached so often that the change is taken back. */
    boolean looked(List<Watched> seen, Instant now) {
        lookedAt = now;
        guardrails = seen;
        return guardrails.stream().anyMatch(one -> one.breaches >= BREACHES);
    }

    void end(State ended, @Nullable String guardian, Instant now) {
        state = ended;
        revertedBy = guardian;
        endedAt = now;
    }
}
