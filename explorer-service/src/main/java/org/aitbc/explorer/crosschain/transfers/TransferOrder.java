package org.aitbc.explorer.crosschain.transfers;

import java.math.BigInteger;
import org.aitbc.explorer.sending.Draft;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that is ready to be sent.
 *
 * @param recipient whom it is for: the draft may go to a token's contract
 * @param metadata what the client says of it for itself, as JSON
 * @param units the amount, as the chain or the token counts
 */
record TransferOrder(
        Draft draft,
        String kind,
        String recipient,
        @Nullable String token,
        BigInteger units,
        int decimals,
        @Nullable String metadata,
        int minutes) {}
