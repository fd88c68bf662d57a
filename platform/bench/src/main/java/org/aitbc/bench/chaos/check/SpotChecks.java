package org.aitbc.bench.chaos.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows.SpotOrder;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Spot;

/** Orders on order books, and the money that they moved. */
final class SpotChecks {

    private SpotChecks() {}

    /** An acknowledged order is there under its name, and its journal has it once; a cancelled one is cancelled. */
    static void placedOnce(History history, Rows rows, Consumer<String> wrong) {
        Map<String, List<SpotOrder>> named =
                rows.floor().orders().stream().collect(Collectors.groupingBy(SpotOrder::name));
        for (Spot spot : history.spots()) {
            List<String> ids = named.getOrDefault(spot.name(), List.of()).stream()
                    .map(SpotOrder::id)
                    .toList();
            if (!ids.equals(List.of(spot.id()))) {
                wrong.accept(spot + " is there as " + ids);
            }
        }
        Set<String> cancelled = Set.copyOf(history.cancelledSpots());
        Map<String, Long> placed =
                rows.floor().placed().stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        for (SpotOrder order : rows.floor().orders()) {
            if (placed.getOrDefault(order.id(), 0L) != 1) {
                wrong.accept(order + " was placed " + placed.getOrDefault(order.id(), 0L) + " times");
            }
            if (cancelled.contains(order.id()) && !order.status().equals("cancelled")) {
                wrong.accept(order + " was cancelled");
            }
        }
    }

    /** Each trader has what was deposited, and what the fills gave and took. */
    static void wallets(History history, Rows rows, Consumer<String> wrong) {
        Map<String, BigDecimal> due = new TreeMap<>();
        history.deposits().stream()
                .filter(deposit -> !deposit.currency().equals("AITBC"))
                .forEach(deposit ->
                        due.merge(deposit.owner() + " " + deposit.currency(), deposit.amount(), BigDecimal::add));
        rows.floor()
                .earned()
                .forEach(one -> due.merge(one.owner() + " " + one.currency(), one.amount(), BigDecimal::add));
        rows.books().accounts().stream()
                .filter(account -> account.kind().equals("available")
                        && !account.currency().equals("AITBC"))
                .forEach(account -> due.merge(
                        account.owner() + " " + account.currency(),
                        account.balance().negate(),
                        BigDecimal::add));
        due.forEach((whose, missing) -> {
            if (missing.signum() != 0) {
                wrong.accept(whose + " lacks " + missing);
            }
        });
    }

    static void released(Rows rows, Consumer<String> wrong) {
        rows.floor().orders().stream()
                .filter(order -> order.remaining() > 0)
                .forEach(order -> wrong.accept("still open: " + order));
        rows.floor().reserved().forEach(reserve -> wrong.accept("still reserved: " + reserve));
        if (rows.floor().unsettled() > 0) {
            wrong.accept("the ledger was not told of " + rows.floor().unsettled() + " commands");
        }
    }
}
