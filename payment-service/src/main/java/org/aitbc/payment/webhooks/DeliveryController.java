package org.aitbc.payment.webhooks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Slice;
import org.aitbc.starter.paging.Times;
import org.aitbc.starter.paging.WithNext;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/webhooks/{webhookId}")
@Tag(name = "webhooks")
class DeliveryController {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final NewDeliveries newDeliveries;

    DeliveryController(Webhooks webhooks, Deliveries deliveries, NewDeliveries newDeliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.newDeliveries = newDeliveries;
    }

    /** @param nextCursor where the next part starts; null on the last one */
    record DeliveryPage(List<Delivery> items, @Nullable String nextCursor) implements WithNext {}

    /**
     * @param replayed how many are sent again
     */
    record Replayed(int replayed) {}

    @PostMapping("/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a webhook.test event")
    Delivery test(Caller caller, @PathVariable UUID webhookId) {
        webhooks.requireEnabled(caller, webhookId);
        return deliveries.require(newDeliveries.addTest(webhookId));
    }

    @GetMapping("/deliveries")
    @Operation(summary = "Deliveries of a webhook, newest first")
    DeliveryPage list(
            Caller caller,
            @PathVariable UUID webhookId,
            Page page,
            @RequestParam @Nullable @Pattern(regexp = "pending|delivered|dead") String status) {
        webhooks.require(caller, webhookId);
        Slice<Delivery> part = Slice.of(deliveries.list(webhookId, status, page), page.rows(), Delivery::id);
        return new DeliveryPage(part.items(), part.nextCursor());
    }

    @PostMapping("/deliveries/{deliveryId}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Resend a delivery now, with a full set of attempts")
    Delivery replay(Caller caller, @PathVariable UUID webhookId, @PathVariable UUID deliveryId) {
        webhooks.requireEnabled(caller, webhookId);
        return deliveries.replay(webhookId, deliveryId);
    }

    @PostMapping("/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Resend all dead deliveries, optionally only those of events since a time")
    Replayed replayDead(Caller caller, @PathVariable UUID webhookId, @RequestParam @Nullable String since) {
        webhooks.requireEnabled(caller, webhookId);
        return new Replayed(deliveries.replayDead(webhookId, Times.parse("since", since)));
    }
}
