package org.aitbc.governance.treasury;

import java.math.BigDecimal;
import java.util.*;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.*;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds.*;
import org.aitbc.domain.payment.TreasuryBooks.Balance;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The treasuries of the network and of its councils, which are accounts of the ledger. Not within transactions; each step may
 * be repeated: money is held and decided about once, under the id of what it is for.
 */
@Component
public record Treasuries(TreasuryBooks books, MoneyHolds money, JdbcClient jdbc) {

    /** The owner of a council's treasury; of the network's without a council. */
    public static String of(@Nullable UUID council) {
        return council == null ? MoneyHolds.NETWORK : "@council." + Ids.text(council);
    }

    /** The owners of the treasuries of councils, of a region if one is named. */
    public List<String> councils(@Nullable String region) {
        return jdbc.sql("""
            select id from governance.council
            where kind = 'regional' and (:region::text is null or region = :region)""").param("region", region).query(UUID.class).list().stream()
                .map(Treasuries::of)
                .toList();
    }

    public Map<String, BigDecimal> balances() {
        return books.balances().stream().collect(Collectors.toMap(Balance::owner, Balance::balance));
    }

    /** What payment-service answers, or nothing while it is away. */
    public static <T> Optional<T> asked(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (Unavailable away) {
            return Optional.empty();
        }
    }

    public void require(@Nullable UUID council, BigDecimal amount) {
        BigDecimal there = balances().getOrDefault(of(council), BigDecimal.ZERO);
        if (there.compareTo(amount) < 0) {
            throw new PaymentRequired("TREASURY_TOO_SMALL", "the treasury holds " + there.toPlainString());
        }
    }

    /** Sets money aside. */
    public void hold(UUID id, @Nullable UUID council, BigDecimal amount, String reference) {
        money.hold(new Order(id, "governance.hold", reference, of(council), amount, Currency.AITBC.name()));
    }

    public void pay(UUID id, String recipient, BigDecimal amount) {
        money.settle(new Decision(id, "governance.fund", List.of(new Share(recipient, amount, false))));
    }

    /** Gives back what is held, and refuses what is not held yet. */
    public void release(UUID id) {
        money.settle(new Decision(id, "governance.return", List.of()));
    }
}
