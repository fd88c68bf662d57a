package org.aitbc.payment.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its owner sees it.
 *
 * @param disabledReason why it was disabled, where its owner did not do it
 * @param failingSince when it last began to fail; null while it takes what it is sent
 * @param secret only where it is new
 */
record Webhook(
        String id,
        String owner,
        String url,
        List<String> events,
        @Nullable String description,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant failingSince,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(Include.NON_NULL) @Nullable String secret) {

    /** Its secret is not among them. */
    static final String COLUMNS =
            "id, owner, url, events, description, enabled, disabled_reason, failing_since, created_at, updated_at, null as secret ";

    Webhook with(Secret shown) {
        return withSecret(shown.text());
    }

    Webhook withoutSecret() {
        return withSecret(null);
    }

    private Webhook withSecret(@Nullable String shown) {
        return new Webhook(
                id,
                owner,
                url,
                events,
                description,
                enabled,
                disabledReason,
                failingSince,
                createdAt,
                updatedAt,
                shown);
    }
}
