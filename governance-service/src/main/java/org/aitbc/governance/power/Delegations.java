package org.aitbc.governance.power;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Who lends its power to whom. A change counts from the next snapshot on. */
@Component
public record Delegations(JdbcClient jdbc, DatabaseClock clock, TransactionOperations transactions) {

    /**
     * @param delegate the principal; a request may name its profile
     * @param share of the delegator's power
     * @param until when it ends by itself; null for not before it is taken back
     */
    public record Delegation(
            @NotNull @Size(min = 1, max = 64) String delegate,

            @NotNull @DecimalMin("0.0001") @DecimalMax("1") @Digits(integer = 1, fraction = 4)
            BigDecimal share,

            @Nullable Instant until) {}

    record Lent(String delegator, BigDecimal share) {}

    public List<Delegation> of(String principal) {
        return jdbc.sql("""
            select delegate, share, until_at as until from governance.delegation
            where delegator = ? and revoked_at is null and (until_at is null or until_at > ?) order by delegate""")
                .params(principal, clock.now())
                .query(Delegation.class)
                .list();
    }

    List<Lent> to(String principal) {
        return jdbc.sql("""
            select delegator, share from governance.delegation
            where delegate = ? and revoked_at is null and (until_at is null or until_at > ?)""").params(principal, clock.now()).query(Lent.class).list();
    }

    /** Takes everything back, and lends as the list says. */
    public void replace(String principal, List<Delegation> wanted) {
        BigDecimal sum = wanted.stream().map(Delegation::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        Invalid.when(sum.compareTo(BigDecimal.ONE) > 0, "VALIDATION_ERROR", "share: more than there is");
        boolean oneself = wanted.stream().anyMatch(one -> one.delegate.equals(principal));
        Invalid.when(oneself, "VALIDATION_ERROR", "delegate: what is not lent is your own anyway");
        Instant now = clock.now();
        Instant farthest = now.plus(Duration.ofDays(36_500));
        boolean far = wanted.stream().anyMatch(one -> one.until != null && one.until.isAfter(farthest));
        Invalid.when(far, "VALIDATION_ERROR", "until: within a hundred years");
        transactions.executeWithoutResult(_ -> {
            // one change at a time, so that parts never add up to more than the whole
            jdbc.sql("select id from governance.profile where user_id = ? for update")
                    .param(principal)
                    .query()
                    .listOfRows();
            jdbc.sql("update governance.delegation set revoked_at = ? where delegator = ? and revoked_at is null")
                    .params(now, principal)
                    .update();
            wanted.forEach(one -> jdbc.sql("""
                insert into governance.delegation (id, delegator, delegate, share, from_at, until_at)
                values (:id, :delegator, :delegate, :share, :now, :until)""")
                    .paramSource(one)
                    .param("id", Ids.next())
                    .param("delegator", principal)
                    .param("now", now)
                    .update());
        });
    }
}
