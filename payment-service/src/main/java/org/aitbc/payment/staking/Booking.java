package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Posting.Transfer;

/** What one request changes of stakes, and the one posting that goes with it. */
final class Booking {

    private final UUID id = Ids.next();
    private final String kind;
    private final String reference;
    private final Map<UUID, Stake> stakes = new LinkedHashMap<>();
    private final List<Reward> rewards = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    Booking(String kind, String reference) {
        this.kind = kind;
        this.reference = reference;
    }

    UUID id() {
        return id;
    }

    /** Nothing is no step. */
    void move(Account from, Account to, BigDecimal amount) {
        if (amount.signum() > 0) {
            steps.add(new Transfer(from, to, amount));
        }
    }

    void change(Stake stake) {
        stakes.put(stake.id(), stake);
    }

    void reward(Stake stake, Reward.Source source, BigDecimal amount) {
        if (amount.signum() > 0) {
            rewards.add(new Reward(stake, source, amount));
        }
    }

    /**
     * Puts what the pool owes to the stake's unclaimed rewards, before its amount or state changes: time that has passed is
     * paid for what was staked then.
     */
    Stake settle(Stake stake, Pool pool) {
        BigDecimal owed = pool.owes(stake);
        move(StakerShares.pool(stake.agent()), StakeAccounts.rewards(stake.staker()), owed);
        reward(stake, Reward.Source.POOL, owed);
        return stake.isActive() ? stake.withReward(owed).rewardedUntil(pool.now()) : stake;
    }

    List<Stake> stakes() {
        return List.copyOf(stakes.values());
    }

    List<Reward> rewards() {
        return rewards;
    }

    BigDecimal rewarded(Reward.Source source) {
        return rewards.stream()
                .filter(reward -> reward.source() == source)
                .map(Reward::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    int rewardedStakers() {
        return (int) rewards.stream()
                .map(reward -> reward.stake().staker())
                .distinct()
                .count();
    }

    boolean movesMoney() {
        return !steps.isEmpty();
    }

    Posting posting() {
        return new Posting(id, kind, reference, steps);
    }
}
