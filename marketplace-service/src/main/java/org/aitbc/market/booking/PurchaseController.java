package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission.Accepted;
import org.aitbc.market.booking.Booking.State;
import org.aitbc.starter.idempotent.*;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "bookings")
record PurchaseController(PurchaseGpu purchaseGpu, Bookings bookings, Funding funding) {

    /**
     * A GPU's time from now on, and what to run on it.
     *
     * @param buyerId the caller itself
     * @param paymentMethod as the client calls it; the money is held in the ledger whatever it says
     * @param payload a job to run there at once; none where left out
     */
    @Schema(name = "GPUBuyRequest")
    record Purchase(
            @NotBlank @Size(max = 128) String buyerId,
            @NotNull UUID gpuId,

            @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 18)
            BigDecimal durationHours,

            @Nullable @Size(max = 64) String paymentMethod,
            @Nullable ObjectNode payload) {}

    /**
     * @param purchaseId id of the booking
     * @param paymentId what holds its money; null where nothing does
     */
    record Purchased(
            UUID purchaseId,
            UUID gpuId,
            String buyerId,
            @Nullable String jobId,
            @Nullable UUID paymentId,
            BigDecimal durationHours,
            BigDecimal totalCost,
            BigDecimal pricePerHour,
            String status,
            String paymentMethod,
            String paymentStatus,
            Instant startTime,
            Instant endTime) {}

    /**
     * @param model name of the model, llama2 where not said
     * @param parameters sampling, by the names of the model's server
     */
    @Schema(name = "OllamaTaskRequest")
    record OllamaTask(
            @NotNull UUID gpuId,
            @Size(min = 1, max = 256) String model,
            @NotBlank @Size(max = 1_000_000) String prompt,
            ObjectNode parameters) {

        OllamaTask {
            model = Objects.requireNonNullElse(model, "llama2");
            parameters = Objects.requireNonNullElseGet(parameters, JsonNodeFactory.instance::objectNode);
        }

        ObjectNode payload() {
            ObjectNode payload = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "inference")
                    .put("model", model)
                    .put("prompt", prompt);
            payload.set("parameters", parameters);
            return payload;
        }
    }

    /**
     * @param taskId the job: its result is at {@code /v1/jobs/{task_id}/result}
     * @param model name of the model
     * @param parameters sampling, as in the request
     */
    record OllamaSubmitted(
            UUID taskId,
            String status,
            Instant submittedAt,
            UUID gpuId,
            UUID bookingId,
            String model,
            String prompt,
            ObjectNode parameters) {}

    /**
     * @param orderId id of the booking
     */
    record Order(
            UUID orderId,
            UUID gpuId,
            String gpuModel,
            @Nullable String minerId,
            BigDecimal durationHours,
            BigDecimal totalCost,
            State status,
            Instant createdAt,
            @Nullable String jobId) {

        static Order of(Booking booking) {
            return new Order(
                    booking.bookingId(),
                    booking.gpuId(),
                    booking.gpuModel(),
                    booking.minerId(),
                    booking.durationHours(),
                    booking.totalCost(),
                    booking.status(),
                    booking.createdAt(),
                    booking.jobId());
        }
    }

    @PostMapping("/v1/marketplace/gpu/purchase")
    @TakesIdempotencyKey
    @Operation(summary = "Book a GPU from now on and run a job on it; 402 if funds are insufficient")
    Purchased purchase(Caller caller, @Valid @RequestBody Purchase wanted) {
        Booking booking = purchaseGpu.purchase(caller, wanted);
        return new Purchased(
                booking.bookingId(),
                booking.gpuId(),
                booking.clientId(),
                booking.jobId(),
                funding.findFirstHold(booking.bookingId()).orElse(null),
                booking.durationHours(),
                booking.totalCost(),
                booking.pricePerHour(),
                "purchased",
                Objects.requireNonNullElse(wanted.paymentMethod(), "blockchain"),
                "escrowed",
                booking.startTime(),
                booking.endTime());
    }

    @PostMapping("/v1/tasks/ollama")
    @TakesIdempotencyKey
    @Operation(summary = "Run a prompt on a GPU that the caller has booked; 409 if it is not booked")
    OllamaSubmitted ollama(Caller caller, @Valid @RequestBody OllamaTask task) {
        Booking booking = purchaseGpu.requireRunning(caller, task.gpuId());
        String key = Ids.text(IdempotencyKey.id(caller, IdempotencyHeader.current()));
        Accepted job = purchaseGpu.submit(booking, key, task.payload(), null);
        return new OllamaSubmitted(
                job.jobId(),
                "submitted",
                job.requestedAt(),
                task.gpuId(),
                booking.bookingId(),
                task.model(),
                task.prompt(),
                task.parameters());
    }

    @GetMapping("/v1/marketplace/orders")
    @Operation(summary = "The caller's bookings, newest first; all for an admin")
    List<Order> orders(Caller caller, Page page, @RequestParam @Nullable State status) {
        return bookings.list(caller, false, null, status, page).stream()
                .limit(page.rows())
                .map(Order::of)
                .toList();
    }
}
