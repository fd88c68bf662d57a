package org.aitbc.bench.chaos.check;

import java.util.Comparator;
import java.util.function.Consumer;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.Place;

/** Whether each reader of the outbox has come to its end. */
final class OutboxChecks {

    private OutboxChecks() {}

    static void readToTheEnd(Rows rows, Consumer<String> wrong) {
        Place last = rows.outbox().stream()
                .map(Event::place)
                .max(Comparator.naturalOrder())
                .orElse(new Place(0, 0));
        if (rows.offsets().isEmpty()) {
            wrong.accept("nobody reads the outbox");
        }
        rows.offsets().forEach((reader, place) -> {
            if (place.compareTo(last) < 0) {
                wrong.accept(reader + " has read up to " + place + " of " + last);
            }
        });
    }
}
