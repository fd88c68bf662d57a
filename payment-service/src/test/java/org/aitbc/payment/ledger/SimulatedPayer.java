package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Posting.Draw;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.servicetest.simulation.Simulation;

/** Moves money, holds it, decides about holds, its own and others'; what is not answered it repeats, anywhere. */
final class SimulatedPayer {

    private static final List<String> OWNERS = List.of("ada", "bob", "cleo");
    private static final int HOLDS = 12;

    private final LedgerWorld world;
    private final Simulation simulation;
    private final int number;
    private final Duration time;
    private final List<Posting> said = new ArrayList<>();
    private boolean done;

    SimulatedPayer(LedgerWorld world, int number, Duration time) {
        this.world = world;
        this.simulation = world.simulation;
        this.number = number;
        this.time = time;
    }

    boolean isDone() {
        return done;
    }

    void run() {
        while (simulation.now() < time.toNanos()) {
            simulation.sleep(simulation.upTo(Duration.ofMillis(1500)));
            post(next());
        }
        done = true;
    }

    private void post(Posting posting) {
        said.add(posting);
        Optional<Result> result = world.anyService().post(posting);
        while (result.isEmpty()) {
            simulation.sleep(simulation.upTo(Duration.ofMillis(300)));
            result = world.anyService().post(posting);
        }
        simulation.note("payer " + number + ": " + posting + " -> " + result.get());
        if (result.get().refused() == null) {
            world.truth.acknowledged(posting, result.get());
        }
    }

    /** Sometimes one that was said before, or another under its id. */
    private Posting next() {
        UUID id = world.nextId();
        if (!said.isEmpty() && simulation.chance(0.15)) {
            Posting before = simulation.oneOf(said);
            if (simulation.chance(0.7)) {
                return before;
            }
            id = before.id();
        }
        List<Step> steps = new ArrayList<>();
        for (int left = 1 + simulation.below(3); left > 0; left--) {
            steps.add(step());
        }
        return new Posting(id, "test", "", steps);
    }

    private Step step() {
        Currency currency = simulation.chance(0.8) ? Currency.AITBC : Currency.BTC;
        String owner = simulation.oneOf(OWNERS);
        Account account = Account.available(owner, currency);
        UUID hold = new UUID(2, simulation.below(HOLDS) + (long) HOLDS * (simulation.now() / 5_000_000_000L));
        return switch (simulation.below(7)) {
            case 0, 1 -> new Transfer(Account.external(currency), account, amount());
            case 2 -> new Transfer(account, Account.available("dora", currency), amount());
            case 3 -> new Hold(hold, account, new Account(owner, currency, Account.Kind.ESCROW), amount());
            case 4 ->
                new Draw(
                        hold,
                        List.of(
                                new Share(Account.available("dora", currency), amount()),
                                new Share(account, amount())));
            case 5 ->
                new Resolve(hold, Resolution.POSTED, List.of(new Share(Account.available("dora", currency), amount())));
            default -> Resolve.giveBack(hold, simulation.chance(0.5) ? Resolution.VOIDED : Resolution.EXPIRED);
        };
    }

    private BigDecimal amount() {
        return BigDecimal.valueOf(1 + simulation.below(10_000_000), simulation.below(8));
    }
}
