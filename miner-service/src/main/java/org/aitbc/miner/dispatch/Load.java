package org.aitbc.miner.dispatch;

import org.aitbc.miner.lease.Lease;

/** The payloads of one answer: as many as it can carry, and the first in any case. */
final class Load {

    static final int MOST_BYTES = 4 << 20;

    private long bytes;

    /** Whether this one goes with those before; where it does not, none behind it does. */
    boolean takes(Lease lease) {
        boolean first = bytes == 0;
        bytes += lease.payloadBytes();
        return first || bytes <= MOST_BYTES;
    }
}
