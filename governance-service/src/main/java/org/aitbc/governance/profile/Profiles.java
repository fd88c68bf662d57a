package org.aitbc.governance.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.governance.council.Membership;
import org.aitbc.governance.power.People;
import org.aitbc.governance.power.*;
import org.aitbc.governance.power.Delegations.Delegation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Profiles, whose figures are counted when they are asked for. */
@Component
record Profiles(JdbcClient jdbc, Powers powers, Delegations delegations, Membership membership, People people) {

    enum GovernanceRole {
        MEMBER,
        DELEGATE,
        COUNCIL,
        ADMIN
    }

    /**
     * @param votingPower AITBC that is staked and not lent
     * @param delegatedPower what others lend
     * @param delegateTo where all that is lent is lent to one
     */
    record GovernanceProfile(
            UUID profileId,
            String userId,
            GovernanceRole role,
            BigDecimal votingPower,
            BigDecimal delegatedPower,
            long totalVotesCast,
            long proposalsCreated,
            long proposalsPassed,
            @Nullable String delegateTo,
            Instant joinedAt,
            @Nullable Instant lastVotedAt) {}

    private record Row(
            UUID id,
            String userId,
            Instant joinedAt,
            long votes,
            @Nullable Instant lastVotedAt,
            long created,
            long passed) {}

    /** Makes one, or finds it. */
    GovernanceProfile open(Caller caller, String named) {
        String user = caller.named(named);
        caller.requireOwner(user, "NOT_YOURSELF", "user_id: you are " + caller.subject());
        Invalid.when(
                !user.equals(caller.subject()) && user.length() > 64, "VALIDATION_ERROR", "user_id: nobody's name");
        jdbc.sql("insert into governance.profile (id, user_id) values (?, ?) on conflict (user_id) do nothing")
                .params(Ids.next(), user)
                .update();
        return of(row("user_id = :key", user).orElseThrow());
    }

    GovernanceProfile require(UUID id) {
        return of(row("id = :key", id).orElseThrow(Profiles::unknown));
    }

    /** By the principal's name, or the profile's id. */
    GovernanceProfile find(String named) {
        return of(row("user_id = :key", people.principal(named)).orElseThrow(Profiles::unknown));
    }

    private static NotFound unknown() {
        return new NotFound("PROFILE_NOT_FOUND", "there is no such profile");
    }

    String owner(Caller caller, UUID profile) {
        String user = row("id = :key", profile).orElseThrow(Profiles::unknown).userId;
        Forbidden.when(!user.equals(caller.subject()), "NOT_YOURSELF", "profile_id: is another's");
        return user;
    }

    /** Lends everything to one, or takes it back where that is oneself. */
    GovernanceProfile delegate(String user, String delegatee) {
        boolean self = people.principal(delegatee).equals(user);
        // nothing is lent where the answer would fail
        powers.staked(user);
        replace(user, self ? List.of() : List.of(new Delegation(delegatee, BigDecimal.ONE, null)));
        return find(user);
    }

    /** Lends as the list says, to those that it names by principal or profile. */
    List<Delegation> replace(String user, List<Delegation> wanted) {
        delegations.replace(
                user,
                wanted.stream()
                        .map(one -> new Delegation(delegate(one.delegate()), one.share(), one.until()))
                        .toList());
        return delegations.of(user);
    }

    private String delegate(String named) {
        return row("user_id = :key", people.principal(named)).orElseThrow(Profiles::unknown).userId;
    }

    private Optional<Row> row(String where, Object key) {
        return jdbc.sql("""
            select p.*,
              (select count(*) from governance.vote v where v.voter_id = p.user_id) as votes,
              (select max(created_at) from governance.vote v where v.voter_id = p.user_id) as last_voted_at,
              (select count(*) from governance.proposal r where r.proposer_id = p.user_id) as created,
              (select count(*) from governance.proposal r
               where r.proposer_id = p.user_id and r.state in ('succeeded', 'queued', 'executed')) as passed
            from governance.profile p where\s""" + where).param("key", key).query(Row.class).optional();
    }

    private GovernanceProfile of(Row row) {
        Powers.Held held = powers.now(row.userId);
        List<Delegation> lent = delegations.of(row.userId);
        return new GovernanceProfile(
                row.id,
                row.userId,
                role(row.userId, held),
                Amounts.normalized(held.own()),
                Amounts.normalized(held.delegated()),
                row.votes,
                row.created,
                row.passed,
                lent.size() == 1 ? lent.getFirst().delegate() : null,
                row.joinedAt,
                row.lastVotedAt);
    }

    private GovernanceRole role(String user, Powers.Held held) {
        if (people.isAdmin(user)) {
            return GovernanceRole.ADMIN;
        }
        if (membership.isMember(user)) {
            return GovernanceRole.COUNCIL;
        }
        return held.delegated().signum() > 0 ? GovernanceRole.DELEGATE : GovernanceRole.MEMBER;
    }
}
