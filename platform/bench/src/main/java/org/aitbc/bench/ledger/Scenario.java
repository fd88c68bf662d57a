package org.aitbc.bench.ledger;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting.Transfer;

/** The payers and payees of a run. */
enum Scenario {
    RANDOM("50 accounts", 50, 0, 1.5),
    HOT("10 hot accounts", 1000, 10, 3);

    final String text;
    final double aim;

    private final int payers;
    private final int hot;

    /**
     * @param hot how many are paid by all; 0 where payers pay each other
     * @param aim how many times as fast as row locks the ledger is to be
     */
    Scenario(String text, int payers, int hot, double aim) {
        this.text = text;
        this.payers = payers;
        this.hot = hot;
        this.aim = aim;
    }

    /** Every account that a scenario uses. */
    static List<Account> accounts() {
        return Stream.of(values())
                .flatMap(one -> Stream.concat(
                        IntStream.range(0, one.payers).mapToObj(number -> account("payer", number)),
                        IntStream.range(0, one.hot).mapToObj(number -> account("hot", number))))
                .distinct()
                .toList();
    }

    Transfer next() {
        RandomGenerator random = ThreadLocalRandom.current();
        int from = random.nextInt(payers);
        int other = (from + random.nextInt(1, payers)) % payers;
        return new Transfer(
                account("payer", from),
                hot > 0 ? account("hot", random.nextInt(hot)) : account("payer", other),
                BigDecimal.valueOf(random.nextInt(1, 100), 2));
    }

    private static Account account(String name, int number) {
        return Account.available(name + "-" + number, Currency.AITBC);
    }
}
