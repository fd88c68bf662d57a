package org.aitbc.governance.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.payment.*;
import org.aitbc.domain.payment.StakingFigures.Totals;
import org.aitbc.domain.payment.TreasuryBooks.Flows;
import org.aitbc.governance.treasury.Treasuries;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened in a time, counted from rows and from the ledger. What has no base is null. */
@Component
record Figures(JdbcClient jdbc, Treasuries treasuries, StakingFigures staking) {

    /**
     * Of proposals whose vote began in the time.
     *
     * @param participation the mean share of all power that voted, of those of stakers that ended
     * @param averageSeconds from creation to the end of the vote
     */
    record Voting(
            long proposals,
            long active,
            long passed,
            long defeated,
            long executed,
            long voters,
            long votes,
            BigDecimal power,
            @Nullable BigDecimal participation,
            @Nullable BigDecimal averageSeconds) {}

    record Councils(long total, long regions, long members, long allocationsPaid) {}

    /** @param utilizationRate paid out of what was there at the start and came in */
    record Treasury(
            BigDecimal start,
            BigDecimal inflow,
            BigDecimal outflow,
            @Nullable BigDecimal utilizationRate) {}

    /** @param averageApy rewards that were paid, as percent a year of what is staked */
    record Staking(
            BigDecimal totalStaked,
            BigDecimal rewardsPaid,
            @JsonProperty("average_apy") @Nullable BigDecimal averageApy) {}

    Voting voting(Instant from, Instant to) {
        return jdbc.sql("""
            with p as (select * from governance.proposal where voting_starts >= ? and voting_starts < ?),
              v as (select v.*, p.council_id from governance.vote v join p on p.id = v.proposal_id)
            select count(*) as proposals, count(*) filter (where state = 'active') as active,
              count(*) filter (where state in ('succeeded', 'queued', 'executed', 'expired')) as passed,
              count(*) filter (where state = 'defeated') as defeated, count(*) filter (where state = 'executed') as executed,
              (select count(distinct voter_id) from v) as voters, (select count(*) from v) as votes,
              coalesce(sum(votes_for + votes_against + votes_abstain) filter (where council_id is null), 0) as power,
              round(avg((votes_for + votes_against + votes_abstain) / nullif(total_power, 0))
                filter (where ended_at is not null and council_id is null), 6) as participation,
              round(avg(extract(epoch from ended_at - created_at)), 0) as average_seconds
            from p""").params(from, to).query(Voting.class).single();
    }

    Councils councils(Instant from, Instant to) {
        return jdbc.sql("""
            select count(*) as total, count(distinct region) as regions,
              (select count(distinct principal) from governance.council_member where until is null) as members,
              (select count(*) from governance.allocation where state = 'paid' and ended_at >= ? and ended_at < ?) as allocations_paid
            from governance.council where kind = 'regional'""").params(from, to).query(Councils.class).single();
    }

    Treasury treasury(Instant from, Instant to) {
        List<String> owners = new ArrayList<>(treasuries.councils(null));
        owners.add(MoneyHolds.NETWORK);
        Flows flows = treasuries.books().flows(owners, from, to);
        return new Treasury(
                Amounts.normalized(flows.start()),
                Amounts.normalized(flows.inflow()),
                Amounts.normalized(flows.outflow()),
                ratio(flows.outflow(), flows.start().add(flows.inflow()), BigDecimal.ONE));
    }

    Staking staking(Instant from, Instant to) {
        Totals totals = staking.totals(from, to);
        BigDecimal year = BigDecimal.valueOf(Duration.ofDays(365).toSeconds());
        BigDecimal seconds = BigDecimal.valueOf(Duration.between(from, to).toSeconds());
        BigDecimal percentOfYear = year.multiply(BigDecimal.valueOf(100)).divide(seconds, MathContext.DECIMAL64);
        return new Staking(totals.staked(), totals.rewards(), ratio(totals.rewards(), totals.staked(), percentOfYear));
    }

    static @Nullable BigDecimal share(long part, long whole) {
        return ratio(BigDecimal.valueOf(part), BigDecimal.valueOf(whole), BigDecimal.ONE);
    }

    private static @Nullable BigDecimal ratio(BigDecimal part, BigDecimal whole, BigDecimal times) {
        return whole.signum() == 0 ? null : part.multiply(times).divide(whole, 6, RoundingMode.HALF_UP);
    }
}
