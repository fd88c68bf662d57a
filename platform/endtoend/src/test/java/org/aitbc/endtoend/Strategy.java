package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** How one person, with as many keys as it likes, goes about getting money. */
abstract class Strategy {

    private final String name;
    private final List<TestClient> keys;
    private BigDecimal broughtIn = BigDecimal.ZERO;
    private BigDecimal worked = BigDecimal.ZERO;
    private BigDecimal received = BigDecimal.ZERO;
    private int requests;
    private int refusals;

    Strategy(String name, TestClient... keys) {
        this.name = name;
        this.keys = List.of(keys);
    }

    /** One thing that it does. */
    abstract void step(Random random) throws IOException, InterruptedException;

    /** Ends what it has begun. */
    void finish() throws IOException, InterruptedException {}

    /** Whether something that it began is not over. */
    boolean isBusy() throws IOException, InterruptedException {
        return false;
    }

    String name() {
        return name;
    }

    List<TestClient> keys() {
        return keys;
    }

    /** Sends a request that may be refused, but not for a fault of the suite. */
    Optional<JsonNode> ask(TestClient who, String path, String json) throws InterruptedException {
        requests++;
        try {
            return Optional.of(who.post(path, json));
        } catch (IOException refused) {
            refusals++;
            assertThat(refused).as(name + " " + path).hasMessageContaining(" was answered with 4");
            return Optional.empty();
        }
    }

    void bringsIn(String amount) {
        broughtIn = broughtIn.add(new BigDecimal(amount));
    }

    /** Work for others that was as it should be, at what its client pays for it. */
    void works(BigDecimal worth) {
        worked = worked.add(worth);
    }

    /** A right result from somebody else, at its price. */
    void receives(BigDecimal worth) {
        received = received.add(worth);
    }

    /** What it has and got, less what it brought in and worked for. */
    BigDecimal gain() throws IOException, InterruptedException {
        BigDecimal gain = received.subtract(broughtIn).subtract(worked);
        for (TestClient key : keys) {
            gain = gain.add(key.wealth());
        }
        return gain;
    }

    /** @param won deposits of others, less own ones that were lost */
    String line(BigDecimal won) throws IOException, InterruptedException {
        return "%-28s %14s %14s %8d %8d".formatted(name, text(gain().subtract(won)), text(won), requests, refusals);
    }

    private static String text(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
