package org.aitbc.market.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.aitbc.domain.error.Conflict;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.CannotCreateTransactionException;

class SweepTests {

    private final List<String> done = new ArrayList<>();

    private void each(RuntimeException failure) {
        Sweep.each("letter", () -> List.of("a", "b", "c"), letter -> {
            if (letter.equals("b")) {
                throw failure;
            }
            done.add(letter);
        });
    }

    @Test
    void whatFailsKeepsNothingElseFromItsTurn() {
        each(new Conflict("REFUSED", "not now"));
        each(new CannotAcquireLockException("not now"));
        assertThat(done).containsExactly("a", "c", "a", "c");
    }

    @Test
    void withoutADatabaseTheRestWaits() {
        each(new CannotCreateTransactionException("away"));
        assertThat(done).containsExactly("a");
    }
}
