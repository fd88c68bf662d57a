package org.aitbc.explorer.sending;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aitbc.explorer.chain.Chain;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells from the chain what became of transactions, as often as it changes its mind. One that is in a block counts only if its
 * account's nonce agrees: a development chain that is reorganised while it makes a block may keep the block without its
 * effects. Until such a transaction is sent again, none that comes after it gets into a block.
 */
@Component
class Watch {

    private final Outgoings outgoings;
    private final SendingSettings settings;

    Watch(Outgoings outgoings, SendingSettings settings) {
        this.outgoings = outgoings;
        this.settings = settings;
    }

    void look(Chain chain, ChainView node, int instance) {
        List<Outgoing> rows = outgoings.watched(instance);
        Map<UUID, List<Attempt>> attempts = outgoings.attempts(instance);
        Map<String, Seen> seen = node.seen(attempts.values().stream()
                .flatMap(Collection::stream)
                .map(Attempt::hash)
                .toList());
        Map<String, Long> counts = node.counts(rows.stream()
                .filter(row -> mined(row, attempts, seen).isPresent())
                .map(Outgoing::sender)
                .collect(Collectors.toSet()));
        long head = node.head();
        // a chain that was reorganised between the two answers would seem to have a transaction deeper than it ever was
        Map<String, Seen> still = node.seen(seen.values().stream()
                .filter(one -> depth(one, head) >= chain.confirmations())
                .map(Seen::hash)
                .toList());
        for (Outgoing row : rows) {
            Optional<Attempt> mined = mined(row, attempts, seen);
            if (mined.isEmpty() || Objects.requireNonNull(row.nonce()) >= counts.getOrDefault(row.sender(), 0L)) {
                if (row.wasSeen()) {
                    outgoings.gone(row, head);
                }
                continue;
            }
            Seen one = Objects.requireNonNull(seen.get(mined.get().hash()));
            tell(chain, row, mined.get(), one, depth(one, head), still.get(one.hash()));
        }
    }

    /** Of several in blocks the last one, which has taken effect. */
    private static Optional<Attempt> mined(Outgoing row, Map<UUID, List<Attempt>> attempts, Map<String, Seen> seen) {
        return attempts.getOrDefault(row.id(), List.of()).stream()
                .filter(attempt -> seen.containsKey(attempt.hash()))
                .max(Comparator.comparingLong(attempt ->
                        Objects.requireNonNull(seen.get(attempt.hash())).block()));
    }

    private void tell(Chain chain, Outgoing row, Attempt mined, Seen seen, long depth, @Nullable Seen still) {
        boolean deep = depth >= chain.confirmations();
        if (deep && (still == null || !still.blockHash().equals(seen.blockHash()))) {
            return;
        }
        State state = deep ? end(mined, seen) : State.MINED;
        boolean changed = state != row.state() || !seen.blockHash().equals(row.blockHash());
        // nonces and blocks are two answers, so that what is not looked at again has to be told twice
        boolean settled = !changed && deep && depth >= (long) chain.confirmations() + settings.watch();
        if (settled || changed) {
            outgoings.seen(row.id(), state, seen, settled);
        }
    }

    private static State end(Attempt mined, Seen seen) {
        if (mined.cancels()) {
            return State.CANCELLED;
        }
        return seen.succeeded() ? State.CONFIRMED : State.FAILED;
    }

    /** How many blocks are on top of it. */
    private static long depth(Seen seen, long head) {
        return head - seen.block();
    }
}
