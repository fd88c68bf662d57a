package org.aitbc.governance.council;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.starter.jpa.Aggregate;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A payment that members of a council approve; the majority's approval pays it, once. */
@Entity
class Allocation extends Aggregate {

    /** Approved is on its way; what has no majority after thirty days is refused. */
    enum State {
        PROPOSED,
        APPROVED,
        PAID,
        REFUSED
    }

    @Embeddable
    record Payout(UUID councilId, BigDecimal amount, String purpose, String recipient) {}

    @JsonUnwrapped
    protected Payout payout;

    @JsonProperty("status")
    protected State state = State.PROPOSED;

    protected Instant proposedAt;

    @JsonProperty("timestamp")
    protected @Nullable Instant endedAt;

    /** Of those who are members now. */
    @Formula("""
        (select count(*) from governance.allocation_approval a where a.allocation = id and a.approver in
          (select m.principal from governance.council_member m where m.council = council_id and m.until is null))""")
    protected int approvals;

    @Formula("""
        (select count(*) / 2 + 1 from governance.council_member m where m.council = council_id and m.until is null)""")
    protected int approvalsRequired;

    protected Allocation() {}

    Allocation(Payout payout, Instant now) {
        this.payout = payout;
        this.proposedAt = now;
    }

    @Override
    @JsonProperty("allocation_id")
    public UUID id() {
        return super.id();
    }

    /** The posting in the ledger that set the money aside; null until it is paid. */
    @JsonProperty("posting")
    @Nullable
    UUID posting() {
        return state == State.PAID ? id() : null;
    }
}
