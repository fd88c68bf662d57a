package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.aitbc.payment.ledger.Amounts;

/** Active stakes, as many as there are of each agent and lock. */
record ActiveStakes(List<Group> groups) {

    ActiveStakes {
        groups = List.copyOf(groups);
    }

    record Group(String agent, int lockDays, int count, BigDecimal amount) {}

    int count() {
        return groups.stream().mapToInt(Group::count).sum();
    }

    BigDecimal amount() {
        return groups.stream().map(Group::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<String> agents() {
        return groups.stream().map(Group::agent).distinct().toList();
    }

    /** The mean over the stakes; 0 without any. */
    BigDecimal averageApy(Function<String, Standing> standing) {
        return count() == 0
                ? BigDecimal.ZERO
                : groups.stream()
                        .map(group -> standing.apply(group.agent())
                                .apy(group.lockDays())
                                .multiply(BigDecimal.valueOf(group.count())))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(count()), Amounts.DECIMALS, RoundingMode.DOWN);
    }
}
