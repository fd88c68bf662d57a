package org.aitbc.market.booking;

/** Why a booking ended, where not by its time. */
enum CloseReason {
    /** The client needed it no longer. */
    RELEASED,
    /** A higher bid came, or somebody booked without bidding. */
    OUTBID,
    /** It was paused for too long. */
    PAUSED,
    MAINTENANCE,
    /** The machine is gone: without notice. */
    HARDWARE_FAILURE,
    /** The owner wants it back. */
    RECLAIMED,
    /** The client used it for what the owner does not allow. */
    MISUSE,
    /** The GPU was taken off the market. */
    DELISTED
}
