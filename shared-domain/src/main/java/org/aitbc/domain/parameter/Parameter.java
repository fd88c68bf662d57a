package org.aitbc.domain.parameter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** A value of the suite that governance decides: what it may be, and how far one proposal may move it. Times are seconds; what moves by whole steps is whole. */
public enum Parameter {
    NETWORK_FEE("payments.network_fee", "0", "0.1", "0.01"),
    FEE_SHARE("staking.fee_share", "0", "1", "0.1"),
    BASE_APY("staking.base_apy", "0", "20", "2.0"),
    APY_CEILING("staking.apy_ceiling", "0", "50", "5.0"),
    LEASE_DURATION("lease.duration_seconds", "30", "600", "60"),
    MAX_ATTEMPTS("lease.max_attempts", "1", "10", "2"),
    BOUNTY_SUCCESS_FEE("bounty.success_fee", "0", "0.1", "0.01"),
    BOUNTY_CREATION_FEE("bounty.creation_fee", "0", "0.1", "0.01"),
    BRIDGE_FEE("bridge.fee", "0", "0.05", "0.005"),
    EXCHANGE_FEE("exchange.fee", "0", "0.02", "0.005"),
    PROPOSAL_THRESHOLD("governance.proposal_threshold", "0", "1000000", "1000"),
    QUORUM_FRACTION("governance.quorum_fraction", "0.01", "0.5", "0.05"),
    VOTING_DELAY("governance.voting_delay", "0", "1209600", "86400"),
    VOTING_PERIOD("governance.voting_period", "3600", "2592000", "172800"),
    LATE_EXTENSION("governance.late_extension", "0", "604800", "86400"),
    TIMELOCK("governance.timelock", "3600", "2592000", "172800"),
    COUNCIL_PERIOD("governance.council_period", "3600", "2592000", "172800"),
    MAKER_FEE("trading.maker_fee", "0", "0.02", "0.005"),
    TAKER_FEE("trading.taker_fee", "0", "0.02", "0.005");

    private final String text;
    private final BigDecimal least;
    private final BigDecimal most;
    private final BigDecimal step;

    Parameter(String text, String least, String most, String step) {
        this.text = text;
        this.least = new BigDecimal(least);
        this.most = new BigDecimal(most);
        this.step = new BigDecimal(step);
    }

    /** Its name on the wire and in the database. */
    @JsonValue
    public String text() {
        return text;
    }

    public BigDecimal least() {
        return least;
    }

    public BigDecimal most() {
        return most;
    }

    /** The most that one proposal changes it by. */
    public BigDecimal step() {
        return step;
    }

    /** Whether a value is within the bounds, and one that its service can apply: whole where it counts or is a time. */
    public boolean allows(BigDecimal value) {
        boolean whole = step.scale() > 0 || value.stripTrailingZeros().scale() <= 0;
        return whole && value.scale() <= 8 && value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    public static Optional<Parameter> find(String text) {
        return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
    }
}
