package org.aitbc.bench.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.bench.chaos.check.Books;
import org.aitbc.bench.chaos.load.Principals;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.standalone.demo.JobClient;

/** The balances that payment-service shows to their owners. */
record Wallets(String url, Principals principals, History history) {

    BigDecimal available(Principal owner) throws IOException, InterruptedException {
        return shown(owner).getOrDefault("AITBC available", BigDecimal.ZERO);
    }

    /** They must be those of the ledger. */
    void compare(Books books) throws IOException, InterruptedException {
        List<Principal> owners = new ArrayList<>(principals.traders());
        owners.addAll(List.of(principals.rich(), principals.poor(), principals.metered(), principals.miner()));
        for (Principal owner : owners) {
            Map<String, BigDecimal> booked = new TreeMap<>();
            books.accounts().stream()
                    .filter(account -> account.owner().equals(owner.name()))
                    .forEach(account -> booked.put(
                            account.currency() + " " + account.kind(),
                            account.balance().stripTrailingZeros()));
            Map<String, BigDecimal> shown = shown(owner);
            if (!shown.equals(booked)) {
                history.unexpected().add(owner.name() + " is shown " + shown + " and has " + booked);
            }
        }
    }

    private Map<String, BigDecimal> shown(Principal owner) throws IOException, InterruptedException {
        try (JobClient client = new JobClient(url, owner.key())) {
            Map<String, BigDecimal> balances = new TreeMap<>();
            client.get("/v1/payments/wallet")
                    .path("balances")
                    .forEach(one -> balances.put(
                            one.path("currency").asString() + " "
                                    + one.path("kind").asString(),
                            one.path("balance").decimalValue().stripTrailingZeros()));
            return balances;
        }
    }
}
