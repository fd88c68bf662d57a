package org.aitbc.payment.webhooks;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aitbc.domain.id.Ids;

/**
 * A delivery that this instance may attempt.
 *
 * @param token tells this claim from later ones
 * @param attempts this one included
 * @param secrets the current one first
 */
record Claim(UUID id, UUID webhook, UUID token, String url, String body, int attempts, List<Secret> secrets) {

    /** What the id of a message begins with. */
    static final String MESSAGE = "msg_";

    /** The same each time. */
    String messageId() {
        return MESSAGE + Ids.text(id);
    }

    /** The {@code webhook-signature} of an attempt made now. */
    String signatures(long seconds) {
        return secrets.stream()
                .map(secret -> secret.sign(messageId(), seconds, body))
                .collect(Collectors.joining(" "));
    }
}
