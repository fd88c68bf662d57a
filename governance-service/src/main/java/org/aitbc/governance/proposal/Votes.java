package org.aitbc.governance.proposal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.governance.count.*;
import org.aitbc.governance.count.Choices.Ballot;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ballots. Each has the voter's own stake and what is lent to it by those who have not voted themselves; who votes after its
 * delegate takes its part back from the delegate's ballot. So nothing counts twice.
 */
@Component
record Votes(JdbcClient jdbc) {

    private static final String SELECT = """
        select v.*, v.power - coalesce((select sum(r.power) from governance.vote_reduction r
                                        where r.proposal = v.proposal_id and r.voter = v.voter_id), 0) as voting_power_used
        from governance.vote v where v.proposal_id = ?""";

    enum VoteType {
        FOR,
        AGAINST,
        ABSTAIN,
        SPLIT
    }

    /**
     * @param voteType needed where the proposal is voted on for or against; split with the parts in {@code split}
     * @param split the parts of the power for, against and abstaining, which add up to 1
     * @param choices numbers of choices, from 1: the one chosen, those approved, or all in the order of preference
     * @param weights one for each choice
     */
    record VoteRequest(
            @Nullable VoteType voteType,
            @Nullable @Size(max = 1000) String reason,
            @Nullable @Size(max = 3) List<@NotNull BigDecimal> split,
            @Nullable @Size(max = 20) List<@NotNull Integer> choices,
            @Nullable @Size(max = 20) List<@NotNull BigDecimal> weights) {

        private Split parts() {
            BigDecimal one = BigDecimal.ONE;
            BigDecimal none = BigDecimal.ZERO;
            return new Split(
                    switch (Objects.requireNonNull(voteType)) {
                        case FOR -> List.of(one, none, none);
                        case AGAINST -> List.of(none, one, none);
                        case ABSTAIN -> List.of(none, none, one);
                        case SPLIT -> Objects.requireNonNullElse(split, List.of());
                    });
        }

        /** The parts of a ballot for or against; none where it is between choices. */
        @Nullable
        Split requireFor(Proposal proposal) {
            boolean basic = proposal.method == Method.BASIC;
            boolean fits = basic == (voteType != null) && (split == null) == (voteType != VoteType.SPLIT);
            Invalid.when(!fits, "INVALID_CHOICE", "vote_type, split: not as this proposal is voted on");
            if (basic) {
                Invalid.when(choices != null || weights != null, "INVALID_CHOICE", "choices: there are none");
                return parts();
            }
            proposal.method.require(choices, weights, proposal.choices.size());
            return null;
        }
    }

    record Vote(
            UUID voteId,
            UUID proposalId,
            String voterId,
            @Nullable VoteType voteType,
            BigDecimal votingPowerUsed,
            @Nullable String reason,
            BigDecimal powerAtSnapshot,
            BigDecimal delegatedPowerAtSnapshot,
            @Nullable List<BigDecimal> parts,
            @Nullable List<Integer> choices,
            @Nullable List<BigDecimal> weights,
            Instant createdAt) {

        @JsonIgnore
        Tally tally(BigDecimal power) {
            return of(parts == null ? null : new Split(parts), power);
        }
    }

    private record Held(BigDecimal own, BigDecimal lent, BigDecimal left) {}

    private record Taken(String delegate, BigDecimal power) {}

    /** A ballot between choices counts as taking part. */
    private static Tally of(@Nullable Split parts, BigDecimal power) {
        return parts == null ? new Tally(power, BigDecimal.ZERO, BigDecimal.ZERO) : parts.tally(power);
    }

    /** What a ballot changes of the tally. The proposal is locked, so ballots are cast one after another. */
    Tally cast(Proposal proposal, String voter, VoteRequest asked) {
        Split parts = asked.requireFor(proposal);
        Held held = held(proposal.id(), voter);
        BigDecimal used = held.own.add(held.left);
        Forbidden.when(used.signum() == 0, "NO_POWER", "you had no voting power when this vote began");
        jdbc.sql("""
            insert into governance.vote (vote_id, proposal_id, voter_id, vote_type, parts, choices, weights, reason,
              power_at_snapshot, delegated_power_at_snapshot, power)
            values (:id, :proposal, :voter, :voteType, :parts, :choices, :weights, :reason, :own, :lent, :used)""")
                .paramSource(asked)
                .paramSource(held)
                .param("id", Ids.next())
                .param("proposal", proposal.id())
                .param("voter", voter)
                .param("parts", parts == null ? null : parts.parts().toArray(BigDecimal[]::new))
                .param("used", used)
                .update();
        Tally change = of(parts, used);
        for (Taken taken : takenBack(proposal.id(), voter)) {
            Vote shrinks = find(proposal.id(), taken.delegate).orElseThrow();
            BigDecimal before = shrinks.votingPowerUsed;
            jdbc.sql("insert into governance.vote_reduction values (?, ?, ?, ?)")
                    .params(proposal.id(), taken.delegate, voter, taken.power)
                    .update();
            change = change.minus(shrinks.tally(before)).plus(shrinks.tally(before.subtract(taken.power)));
        }
        return change;
    }

    private Held held(UUID proposal, String voter) {
        return jdbc.sql("""
            select coalesce((select power from governance.power where proposal = :proposal and owner = :voter), 0) as own,
              coalesce(sum(d.power), 0) as lent, coalesce(sum(d.power) filter (where v.voter_id is null), 0) as "left"
            from governance.power_delegation d
            left join governance.vote v on v.proposal_id = d.proposal and v.voter_id = d.delegator
            where d.proposal = :proposal and d.delegate = :voter""")
                .param("proposal", proposal)
                .param("voter", voter)
                .query(Held.class)
                .single();
    }

    private List<Taken> takenBack(UUID proposal, String voter) {
        return jdbc.sql("""
            select d.delegate, d.power from governance.power_delegation d
            join governance.vote v on v.proposal_id = d.proposal and v.voter_id = d.delegate
            where d.proposal = ? and d.delegator = ? order by 1""").params(proposal, voter).query(Taken.class).list();
    }

    Optional<Vote> find(UUID proposal, String voter) {
        return jdbc.sql(SELECT + " and v.voter_id = ?")
                .params(proposal, voter)
                .query(Vote.class)
                .optional();
    }

    /** Newest first. */
    List<Vote> list(UUID proposal, PageNumber page) {
        return jdbc.sql(SELECT + " order by v.vote_id desc limit ? offset ?")
                .params(proposal, page.limit(), page.skipped())
                .query(Vote.class)
                .list();
    }

    /** What the choices of a signal have. */
    Choices.Result result(Proposal proposal) {
        Conflict.when(proposal.method == Method.BASIC, "NO_CHOICES", "the proposal is voted on for or against");
        List<Ballot> ballots = jdbc.sql(SELECT).param(proposal.id()).query(Vote.class).list().stream()
                .map(one -> new Ballot(one.votingPowerUsed, one.choices, one.weights))
                .toList();
        return Choices.of(proposal.method, proposal.choices.size(), ballots);
    }
}
