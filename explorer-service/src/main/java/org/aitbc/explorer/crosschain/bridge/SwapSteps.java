package org.aitbc.explorer.crosschain.bridge;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.sending.Sent;
import org.aitbc.explorer.sending.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a swap a step further when the transaction of the last one is final. The suite locks its side only after the
 * client's is final, and tells the secret only after its own is; so whatever fails, each side's coins go to one of the two
 * they may go to.
 */
@Component
class SwapSteps {

    private static final Logger LOG = LoggerFactory.getLogger(SwapSteps.class);

    private final Swaps swaps;
    private final SwapMoves moves;
    private final ChainClocks clocks;
    private final Chains chains;

    SwapSteps(Swaps swaps, SwapMoves moves, ChainClocks clocks, Chains chains) {
        this.swaps = swaps;
        this.moves = moves;
        this.clocks = clocks;
        this.chains = chains;
    }

    @Transactional
    public void advance(UUID id) {
        swaps.turn(id).ifPresent(swap -> {
            switch (swap.step()) {
                case SOURCE_LOCK -> sourceLocked(swap);
                case TARGET_LOCK -> targetLocked(swap);
                case TARGET_CLAIM -> targetClaimed(swap);
                case SOURCE_CLAIM -> sourceClaimed(swap);
                case RETURNING -> returned(swap);
                case COMPLETED, CANCELLED, EXPIRED, FAILED -> throw new IllegalStateException("it has ended");
            }
        });
    }

    private void sourceLocked(Swap swap) {
        Sent lock = moves.require(swap, Move.SOURCE_APPROVAL, Move.SOURCE_LOCK);
        switch (lock.state()) {
            case QUEUED, SUBMITTED -> {
                if (!lock.cancelling() && (swap.outcome() != null || isOver(swap))) {
                    moves.cancel(lock);
                }
            }
            case MINED -> {}
            case CONFIRMED -> {
                if (Move.SOURCE_APPROVAL.made(lock)) {
                    sourceApproved(swap);
                } else if (swap.outcome() != null || !hasTime(swap)) {
                    giveBack(swap, Objects.requireNonNullElse(swap.outcome(), Step.EXPIRED), null);
                } else if (!moves.canDeliver(swap)) {
                    // what waits for coins would keep everything else of the suite waiting on that chain
                    giveBack(swap, Step.FAILED, "the suite has too little on chain " + swap.targetChain());
                } else {
                    begin(swap, Move.TARGET_LOCK, Step.TARGET_LOCK);
                }
            }
            case FAILED -> swaps.move(swap, Step.FAILED, null, lock.error());
            case CANCELLED -> swaps.move(swap, Objects.requireNonNullElse(swap.outcome(), Step.EXPIRED), null, null);
        }
    }

    private void sourceApproved(Swap swap) {
        if (swap.outcome() != null || !hasTime(swap)) {
            swaps.move(swap, Objects.requireNonNullElse(swap.outcome(), Step.EXPIRED), null, null);
        } else {
            moves.make(swap, Move.SOURCE_LOCK);
        }
    }

    private void targetLocked(Swap swap) {
        Sent lock = moves.require(swap, Move.TARGET_APPROVAL, Move.TARGET_LOCK);
        switch (lock.state()) {
            case QUEUED, SUBMITTED -> {
                if (!lock.cancelling() && isOver(swap)) {
                    moves.cancel(lock);
                }
            }
            case MINED -> {}
            case CONFIRMED -> {
                // a claim that comes too late would tell the secret for nothing
                if (!hasTime(swap)) {
                    giveBack(swap, Step.EXPIRED, null);
                } else if (Move.TARGET_APPROVAL.made(lock)) {
                    moves.make(swap, Move.TARGET_LOCK);
                } else {
                    begin(swap, Move.TARGET_CLAIM, Step.TARGET_CLAIM);
                }
            }
            case FAILED -> giveBack(swap, Step.FAILED, lock.error());
            case CANCELLED -> giveBack(swap, Step.EXPIRED, null);
        }
    }

    private void targetClaimed(Swap swap) {
        Sent claim = moves.find(swap, Move.TARGET_CLAIM).orElseThrow();
        switch (claim.state()) {
            case QUEUED -> {
                // the secret is not public yet
                if (!claim.cancelling() && !hasTime(swap)) {
                    moves.cancel(claim);
                }
            }
            case SUBMITTED -> {
                if (!claim.cancelling() && clocks.isNear(chains.require(swap.targetChain()), swap.targetUntil())) {
                    moves.cancel(claim);
                }
            }
            case MINED -> {}
            case CONFIRMED -> begin(swap, Move.SOURCE_CLAIM, Step.SOURCE_CLAIM);
            case FAILED -> {
                // the secret is public by now: another sender may have claimed first
                if (moves.look(swap, Move.TARGET_CLAIM) == LockState.CLAIMED) {
                    begin(swap, Move.SOURCE_CLAIM, Step.SOURCE_CLAIM);
                } else {
                    giveBack(swap, Step.FAILED, claim.error());
                }
            }
            case CANCELLED -> giveBack(swap, Step.EXPIRED, null);
        }
    }

    private void sourceClaimed(Swap swap) {
        Sent claim = moves.find(swap, Move.SOURCE_CLAIM).orElseThrow();
        switch (claim.state()) {
            case QUEUED, SUBMITTED, MINED -> {}
            case CONFIRMED -> swaps.move(swap, Step.COMPLETED, null, null);
            case FAILED, CANCELLED -> sourceClaimedAfterAll(swap, claim);
        }
    }

    /** The suite receives it, regardless of the claim's sender. */
    private void sourceClaimedAfterAll(Swap swap, Sent claim) {
        switch (moves.look(swap, Move.SOURCE_CLAIM)) {
            case CLAIMED -> swaps.move(swap, Step.COMPLETED, null, null);
            case REFUNDED -> notClaimed(swap, claim);
            case LOCKED, UNKNOWN -> {
                if (clocks.isPast(chains.require(swap.sourceChain()), swap.sourceUntil())) {
                    notClaimed(swap, claim);
                } else {
                    moves.again(swap, Move.SOURCE_CLAIM);
                }
            }
        }
    }

    private void notClaimed(Swap swap, Sent claim) {
        LOG.error("swap {}: what was delivered was not paid for: {}", swap.id(), claim.error());
        swaps.move(swap, Step.FAILED, null, "delivered, but not claimed: " + claim.error());
    }

    /** The suite's side first: if that was claimed, by any sender, the recipient has been paid. */
    private void returned(Swap swap) {
        boolean isLocked = moves.find(swap, Move.TARGET_LOCK)
                .filter(lock -> lock.state() == State.CONFIRMED)
                .isPresent();
        Optional<Boolean> suites =
                isLocked ? isBack(swap, Move.TARGET_REFUND, swap.targetChain(), swap.targetUntil()) : Optional.of(true);
        if (suites.isPresent() && !suites.get()) {
            begin(swap, Move.SOURCE_CLAIM, Step.SOURCE_CLAIM);
        } else if (suites.isPresent() || isTooLateToClaim(swap)) {
            Optional<Boolean> clients = isBack(swap, Move.SOURCE_REFUND, swap.sourceChain(), swap.sourceUntil());
            if (suites.isPresent()) {
                clients.ifPresent(back -> end(swap, back));
            }
        }
    }

    /** The client does not wait until the suite has the gas to take its own lock back. */
    private boolean isTooLateToClaim(Swap swap) {
        return clocks.isPast(chains.require(swap.sourceChain()), swap.sourceUntil())
                && clocks.isPastForGood(chains.require(swap.targetChain()), swap.targetUntil())
                && moves.look(swap, Move.TARGET_REFUND) == LockState.LOCKED;
    }

    private void end(Swap swap, boolean back) {
        if (back) {
            swaps.move(swap, Objects.requireNonNullElse(swap.outcome(), Step.FAILED), null, null);
        } else {
            LOG.error("swap {}: what was locked for the suite was claimed, and nothing was delivered", swap.id());
            swaps.move(swap, Step.FAILED, null, "claimed, but not delivered: the suite owes it");
        }
    }

    /**
     * Whether a lock has gone back, or was claimed; empty while it is there. The return is asked for when its time is over,
     * and again where that fails, since the newest block that a node knows may be older than this.
     */
    private Optional<Boolean> isBack(Swap swap, Move refund, long chain, Instant until) {
        Optional<Sent> sent = moves.find(swap, refund);
        if (sent.isEmpty()) {
            if (clocks.isPast(chains.require(chain), until)) {
                moves.make(swap, refund);
            }
            return Optional.empty();
        }
        return switch (sent.get().state()) {
            case QUEUED, SUBMITTED, MINED -> Optional.empty();
            case CONFIRMED -> Optional.of(true);
            case FAILED, CANCELLED -> isBackAfterAll(swap, refund);
        };
    }

    /** Anybody may have asked for the return, or told the secret, before. */
    private Optional<Boolean> isBackAfterAll(Swap swap, Move refund) {
        return switch (moves.look(swap, refund)) {
            case CLAIMED -> Optional.of(false);
            case REFUNDED -> Optional.of(true);
            case LOCKED, UNKNOWN -> {
                moves.again(swap, refund);
                yield Optional.empty();
            }
        };
    }

    private boolean hasTime(Swap swap) {
        return clocks.hasTime(chains.require(swap.targetChain()), swap.targetUntil());
    }

    private boolean isOver(Swap swap) {
        return clocks.isPast(chains.require(swap.targetChain()), swap.targetUntil());
    }

    private void begin(Swap swap, Move move, Step step) {
        moves.make(swap, move);
        swaps.move(swap, step, null, null);
    }

    private void giveBack(Swap swap, Step outcome, @Nullable String reason) {
        swaps.move(swap, Step.RETURNING, outcome, reason);
    }
}
