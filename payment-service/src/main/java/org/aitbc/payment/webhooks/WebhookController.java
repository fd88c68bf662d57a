package org.aitbc.payment.webhooks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/webhooks")
@Tag(name = "webhooks")
class WebhookController {

    private final Webhooks webhooks;
    private final Targets targets;
    private final IdempotentRequests requests;

    WebhookController(Webhooks webhooks, Targets targets, IdempotentRequests requests) {
        this.webhooks = webhooks;
        this.targets = targets;
        this.requests = requests;
    }

    /**
     * @param events names such as {@code job.completed}, beginnings such as {@code job.*}, or {@code *}
     * @param description for its owner
     */
    record WebhookCreate(
            @NotNull @Size(max = 2048) String url,
            @NotEmpty @Size(max = 20) List<@NotNull @Size(max = 64) String> events,

            @Nullable @Size(max = 200) String description) {}

    /** Members that are null stay as they are. */
    record WebhookChange(
            @Nullable @Size(max = 2048) String url,

            @Nullable @Size(min = 1, max = 20) List<@NotNull @Size(max = 64) String> events,

            @Nullable @Size(max = 200) String description,
            @Nullable Boolean enabled) {}

    record WebhookList(List<Webhook> items) {}

    /** Names are looked up outside of the transaction: that may take long. The secret is not kept with the answer. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a webhook, signed as in Standard Webhooks; only this answer shows the secret")
    @TakesIdempotencyKey
    Webhook create(Caller caller, @Valid @RequestBody WebhookCreate body) {
        targets.check(body.url());
        AtomicReference<@Nullable Webhook> fresh = new AtomicReference<>();
        Webhook kept = requests.run(caller, IdempotencyHeader.current(), "webhook.create", body, Webhook.class, () -> {
            Webhook made = webhooks.create(caller, body);
            fresh.set(made);
            return made.withoutSecret();
        });
        return Objects.requireNonNullElse(fresh.get(), kept);
    }

    @GetMapping
    @Operation(summary = "Webhooks of the caller; admins may name another owner")
    WebhookList list(Caller caller, @RequestParam @Nullable String owner) {
        String whose = Objects.requireNonNullElse(owner, caller.subject());
        caller.requireOwner(whose, "FORBIDDEN", "only an admin sees the webhooks of others");
        return new WebhookList(webhooks.of(whose));
    }

    @GetMapping("/{webhookId}")
    @Operation(summary = "A webhook")
    Webhook webhook(Caller caller, @PathVariable UUID webhookId) {
        return webhooks.require(caller, webhookId);
    }

    @PatchMapping("/{webhookId}")
    @Operation(summary = "Change or re-enable a webhook")
    Webhook change(Caller caller, @PathVariable UUID webhookId, @Valid @RequestBody WebhookChange body) {
        if (body.url() != null) {
            targets.check(body.url());
        }
        return webhooks.change(caller, webhookId, body);
    }

    @DeleteMapping("/{webhookId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a webhook and its deliveries")
    void delete(Caller caller, @PathVariable UUID webhookId) {
        webhooks.delete(caller, webhookId);
    }

    @PostMapping("/{webhookId}/rotate-secret")
    @Operation(summary = "Rotate the signing secret; the old one keeps signing for a grace period")
    Webhook rotate(Caller caller, @PathVariable UUID webhookId) {
        return webhooks.rotate(caller, webhookId);
    }
}
