package org.aitbc.governance.trial;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.function.Function;
import org.aitbc.governance.parameter.ParameterVersions.Written;
import org.aitbc.governance.trial.Metric.Measured;
import org.aitbc.starter.jpa.Aggregate;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The time in which a change of parameters is watched, and may be taken back. Its id is that of the proposal. */
@Entity
@BatchSize(size = 100)
@JsonIgnoreProperties("id")
public class Trial extends Aggregate {

    /** So many in a row are not chance. */
    static final int BREACHES = 3;
    /** Between two looks; less than the sweep takes, so that no look is left out. */
    static final Duration PAUSE = Duration.ofSeconds(55);

    enum State {
        WATCHING,
        KEPT,
        REVERTED,
        SUPERSEDED
    }

    /**
     * @param limit what the value is compared with; null where the week before had too few samples
     * @param value at the last look
     * @param breaches in a row
     */
    record Watched(
            Guardrail guardrail,
            @Nullable BigDecimal limit,
            @Nullable BigDecimal value,
            long samples,
            int breaches) {

        Watched look(Measured seen) {
            BigDecimal now = seen.value();
            boolean breach = limit != null
                    && now != null
                    && seen.samples() >= guardrail.samples()
                    && !guardrail.comparison().holds(now, limit);
            return new Watched(guardrail, limit, now, seen.samples(), breach ? breaches + 1 : 0);
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

    /** Whether it was breached so often that the change is taken back. A window that reaches before the change is no look at it. */
    boolean look(Instant now, Function<Guardrail, Measured> measure) {
        lookedAt = now;
        guardrails = guardrails.stream()
                .map(one -> startsAt.plus(Duration.ofHours(one.guardrail.windowHours()))
                                .isAfter(now)
                        ? one
                        : one.look(measure.apply(one.guardrail)))
                .toList();
        return guardrails.stream().anyMatch(one -> one.breaches >= BREACHES);
    }

    void end(State ended, @Nullable String guardian, Instant now) {
        state = ended;
        revertedBy = guardian;
        endedAt = now;
    }
}
