package org.aitbc.bench.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.bench.chaos.check.Books;
import org.aitbc.bench.chaos.load.Cast;
import org.aitbc.bench.chaos.load.Principal;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.stage.Stage;
import org.aitbc.standalone.demo.JobClient;
import tools.jackson.databind.JsonNode;

/** What payment-service shows of a purse to its owner. */
final class Purses {

    private Purses() {}

    static BigDecimal available(Stage stage, Principal owner) throws IOException, InterruptedException {
        return shown(stage, owner).getOrDefault("AITBC available", BigDecimal.ZERO);
    }

    /** It is to be what the books say. */
    static void compare(Stage stage, Cast cast, Books books, Journal journal) throws IOException, InterruptedException {
        for (Principal owner : List.of(cast.rich(), cast.poor(), cast.metered(), cast.miner())) {
            Map<String, BigDecimal> booked = new TreeMap<>();
            books.accounts().stream()
                    .filter(account -> account.owner().equals(owner.name()))
                    .forEach(account -> booked.put(
                            account.currency() + " " + account.kind(),
                            account.balance().stripTrailingZeros()));
            Map<String, BigDecimal> shown = shown(stage, owner);
            if (!shown.equals(booked)) {
                journal.odd(owner.name() + " is shown " + shown + " and has " + booked);
            }
        }
    }

    private static Map<String, BigDecimal> shown(Stage stage, Principal owner)
            throws IOException, InterruptedException {
        try (JobClient client = new JobClient(stage.url(), owner.key())) {
            JsonNode wallet = client.get("/v1/payments/wallet");
            Map<String, BigDecimal> balances = new TreeMap<>();
            wallet.path("balances")
                    .valueStream()
                    .forEach(one -> balances.put(
                            one.path("currency").asString() + " "
                                    + one.path("kind").asString(),
                            one.path("balance").decimalValue().stripTrailingZeros()));
            return balances;
        }
    }
}
