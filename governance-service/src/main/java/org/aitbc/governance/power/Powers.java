package org.aitbc.governance.power;

import java.math.*;
import java.time.Instant;
import java.util.*;
import java.util.stream.*;
import org.aitbc.domain.payment.StakePowers;
import org.aitbc.domain.payment.StakePowers.*;
import org.aitbc.governance.power.Delegations.Lent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Voting power: an AITBC that is staked is a vote. Lent parts are rounded down and the rest stays with its owner, so that
 * the parts of a stake add up to it.
 */
@Component
public record Powers(StakePowers stakes, Delegations delegations, JdbcClient jdbc) {

    private static final int PAGE = 10_000;

    /** @param own what is not lent to others */
    public record Held(BigDecimal own, BigDecimal delegated) {

        public BigDecimal sum() {
            return own.add(delegated);
        }
    }

    private static BigDecimal part(BigDecimal stake, BigDecimal share) {
        return stake.multiply(share).setScale(8, RoundingMode.DOWN);
    }

    /** What somebody could vote with if a vote began now. */
    public Held now(String principal) {
        List<Lent> received = delegations.to(principal);
        Stream<String> owners =
                Stream.concat(Stream.of(principal), received.stream().map(Lent::delegator));
        Map<String, BigDecimal> stake = stakes.now(new Owners(owners.distinct().toList())).stream()
                .collect(Collectors.toMap(Power::owner, Power::power));
        BigDecimal whole = stake.getOrDefault(principal, BigDecimal.ZERO);
        BigDecimal lent = delegations.of(principal).stream()
                .map(one -> part(whole, one.share()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal delegated = received.stream()
                .map(one -> part(stake.getOrDefault(one.delegator(), BigDecimal.ZERO), one.share()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Held(whole.subtract(lent), delegated);
    }

    public BigDecimal staked(String principal) {
        return stakes.now(new Owners(List.of(principal))).stream()
                .map(Power::power)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    public long head() {
        return stakes.head().seq();
    }

    /** All stakes at a place in the ledger. Not within a transaction. */
    public List<Power> at(long seq) {
        List<Power> all = new ArrayList<>();
        List<Power> page;
        do {
            page = stakes.at(seq, all.isEmpty() ? "" : all.getLast().owner(), PAGE);
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    /** Writes what may be voted with, with the delegations of a moment. */
    public BigDecimal freeze(UUID proposal, List<Power> powers, Instant at) {
        jdbc.sql(
                        "insert into governance.power select ?, owner, power from unnest(?::text[], ?::numeric[]) as p (owner, power)")
                .params(
                        proposal,
                        powers.stream().map(Power::owner).toArray(String[]::new),
                        powers.stream().map(Power::power).toArray(BigDecimal[]::new))
                .update();
        jdbc.sql("""
            insert into governance.power_delegation
            select p.proposal, d.delegator, d.delegate, trunc(p.power * d.share, 8)
            from governance.power p join governance.delegation d on d.delegator = p.owner
            where p.proposal = :proposal and d.from_at <= :at and (d.revoked_at is null or d.revoked_at > :at)
              and (d.until_at is null or d.until_at > :at) and trunc(p.power * d.share, 8) > 0""").param("proposal", proposal).param("at", at).update();
        return powers.stream().map(Power::power).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
