package org.aitbc.governance.profile;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.governance.council.Membership;
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

    record Counted(
            UUID profileId,
            String userId,
            long totalVotesCast,
            long proposalsCreated,
            long proposalsPassed,
            Instant joinedAt,
            @Nullable Instant lastVotedAt) {}

    /**
     * @param votingPower AITBC that is staked and not lent
     * @param delegatedPower what others lend
     * @param delegateTo where all that is lent is lent to one
     */
    record GovernanceProfile(
            @JsonUnwrapped Counted counted,
            GovernanceRole role,
            BigDecimal votingPower,
            BigDecimal delegatedPower,
            @Nullable String delegateTo) {}

    /** Makes one, or finds it. */
    GovernanceProfile open(Caller caller, String named) {
        String user = caller.named(named);
        caller.requireOwner(user, "NOT_YOURSELF", "user_id: you are " + caller.subject());
        Invalid.when(
                !user.equals(caller.subject()) && user.length() > 64, "VALIDATION_ERROR", "user_id: nobody's name");
        jdbc.sql("insert into governance.profile (id, user_id) values (?, ?) on conflict (user_id) do nothing")
                .params(Ids.next(), user)
                .update();
        return of(user);
    }

    /** By the principal's name, or the profile's id. */
    GovernanceProfile find(String named) {
        return of(people.principal(named));
    }

    /** The principal of the caller's own profile. */
    String owner(Caller caller, UUID profile) {
        String user = userOf(Ids.text(profile));
        Forbidden.when(!user.equals(caller.subject()), "NOT_YOURSELF", "profile_id: is another's");
        return user;
    }

    String userOf(String named) {
        return counted(people.principal(named)).userId;
    }

    /** Lends everything to one, or takes it back where that is oneself. */
    GovernanceProfile delegate(String user, String delegatee) {
        boolean self = people.principal(delegatee).equals(user);
        // nothing is lent where the answer would fail
        powers.staked(user);
        replace(user, self ? List.of() : List.of(new Delegation(delegatee, BigDecimal.ONE, null)));
        return of(user);
    }

    /** Lends as the list says, to those that it names by principal or profile. */
    List<Delegation> replace(String user, List<Delegation> wanted) {
        delegations.replace(
                user,
                wanted.stream()
                        .map(one -> new Delegation(userOf(one.delegate()), one.share(), one.until()))
                        .toList());
        return delegations.of(user);
    }

    private GovernanceProfile of(String user) {
        Counted counted = counted(user);
        Powers.Held held = powers.now(user);
        List<Delegation> lent = delegations.of(user);
        return new GovernanceProfile(
                counted,
                role(user, held),
                Amounts.normalized(held.own()),
                Amounts.normalized(held.delegated()),
                lent.size() == 1 ? lent.getFirst().delegate() : null);
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

    private Counted counted(String user) {
        return jdbc.sql("""
            select p.*, p.id as profile_id,
              (select count(*) from governance.vote v where v.voter_id = p.user_id) as total_votes_cast,
              (select max(created_at) from governance.vote v where v.voter_id = p.user_id) as last_voted_at,
              (select count(*) from governance.proposal r where r.proposer_id = p.user_id) as proposals_created,
              (select count(*) from governance.proposal r
               where r.proposer_id = p.user_id and r.state in ('succeeded', 'queued', 'executed')) as proposals_passed
            from governance.profile p where p.user_id = ?""")
                .param(user)
                .query(Counted.class)
                .optional()
                .orElseThrow(() -> new NotFound("PROFILE_NOT_FOUND", "there is no such profile"));
    }
}
