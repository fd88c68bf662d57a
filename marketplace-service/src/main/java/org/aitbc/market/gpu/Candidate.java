package org.aitbc.market.gpu;

import java.math.BigDecimal;
import java.util.*;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A listing on the market that may be a card of a worker.
 *
 * @param bound whether it is, or was, a card that was reported
 * @param booked or paused, by somebody
 * @param away its worker is not there, or not known
 * @param foreign it is not of its worker's owner
 * @param later another had the card on the market before, whose worker is there again
 */
record Candidate(
        UUID id,
        String owner,
        @Nullable String minerId,
        int slot,
        String model,
        BigDecimal memoryGb,
        @Nullable String uuid,
        @Nullable String driver,
        boolean claimed,
        boolean bound,
        boolean booked,
        boolean sold,
        boolean away,
        boolean foreign,
        boolean later) {

    /** As it registered last. */
    record Worker(String id, String owner, JsonNode capabilities) {}

    boolean isIn(Worker worker) {
        return worker.id().equals(minerId);
    }

    boolean isOf(Worker worker) {
        return worker.owner().equals(owner);
    }

    boolean isIn(Worker worker, Card card) {
        return isIn(worker) && slot == card.slot() && model.equals(card.model());
    }

    /** It was listed when nobody compared names, and no report of its worker was read since. */
    boolean isCarriedOver(Worker worker) {
        return !claimed && !bound && isIn(worker) && (isOf(worker) || sold);
    }

    boolean hasUuidOf(Card card) {
        return uuid != null && uuid.equals(card.uuid());
    }

    /** Its owner's worker has the card now. */
    boolean canMoveTo(Worker worker) {
        return isOf(worker) && (away || foreign) && !booked;
    }

    /** Another's worker has the card now, and nobody counts on this listing. */
    boolean isAbandoned() {
        return !booked && (later || (away && !sold));
    }

    boolean isAlready(Worker worker, Card card) {
        return !claimed
                && bound
                && isIn(worker, card)
                && Objects.equals(uuid, card.uuid())
                && Objects.equals(driver, card.driver())
                && (card.memoryGb().signum() == 0 || memoryGb.compareTo(card.memoryGb()) == 0);
    }
}
