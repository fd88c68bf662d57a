package org.aitbc.bench.ledger;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aitbc.bench.report.Goal;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Transfer;

/** Who pays whom. */
enum Scenario {
    RANDOM("50 accounts", 50, 0, false, 1.5),
    HOT("10 hot accounts", 1000, 10, false, 3),
    FEE("1 hot fee account", 1000, 0, true, Double.NaN);

    private static final BigDecimal FEE_AMOUNT = new BigDecimal("0.01");

    final String text;

    private final int payers;
    private final int hot;
    private final boolean fee;
    private final double aim;

    /**
     * @param hot how many are paid by all; 0 where payers pay each other
     * @param aim how many times as fast as row locks the ledger is to be; not a number for no aim
     */
    Scenario(String text, int payers, int hot, boolean fee, double aim) {
        this.text = text;
        this.payers = payers;
        this.hot = hot;
        this.fee = fee;
        this.aim = aim;
    }

    Optional<Goal> goal(int clients) {
        return Double.isNaN(aim)
                ? Optional.empty()
                : Optional.of(
                        Goal.atLeast(aim, "x", "ledger, %s, %d clients, beside row locks".formatted(text, clients)));
    }

    /** Every account that a scenario uses. */
    static List<Account> accounts() {
        Stream<Account> named = Stream.of(values())
                .flatMap(one -> Stream.concat(
                        IntStream.range(0, one.payers).mapToObj(Scenario::payer),
                        IntStream.range(0, one.hot).mapToObj(Scenario::hot)));
        return Stream.concat(named, Stream.of(Account.fees(Currency.AITBC)))
                .distinct()
                .toList();
    }

    Order next() {
        RandomGenerator random = ThreadLocalRandom.current();
        int from = random.nextInt(payers);
        int other = (from + random.nextInt(1, payers)) % payers;
        Account to = hot > 0 ? hot(random.nextInt(hot)) : payer(other);
        List<Transfer> transfers = new ArrayList<>();
        transfers.add(new Transfer(payer(from), to, BigDecimal.valueOf(random.nextInt(1, 100), 2)));
        if (fee) {
            transfers.add(new Transfer(payer(from), Account.fees(Currency.AITBC), FEE_AMOUNT));
        }
        return new Order(Ids.next(), transfers);
    }

    private static Account payer(int number) {
        return Account.available("payer-" + number, Currency.AITBC);
    }

    private static Account hot(int number) {
        return Account.available("hot-" + number, Currency.AITBC);
    }
}
