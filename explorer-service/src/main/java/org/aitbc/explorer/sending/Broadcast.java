package org.aitbc.explorer.sending;

import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gives signed transactions to nodes. */
@Component
class Broadcast {

    private final Outgoings outgoings;

    Broadcast(Outgoings outgoings) {
        this.outgoings = outgoings;
    }

    /** @return whether the node has it; else the row says why it waits */
    boolean send(ChainView node, UUID id, Attempt attempt) {
        Reply reply = node.broadcast(attempt.raw());
        switch (reply.verdict()) {
            case TAKEN -> outgoings.accepted(id, attempt.hash());
            case SPENT -> {
                // one of its transactions was mined this moment: the watch will tell which
            }
            case UNDERPRICED, POOR, REVERTS, REFUSED -> {
                outgoings.waits(id, reply.message());
                return false;
            }
        }
        return true;
    }
}
