package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission.Accepted;
import org.aitbc.market.row.Rows;
import org.aitbc.starter.idempotent.IdempotencyKey;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@RestController
@Tag(name = "bookings")
class PurchaseController {

    private static final String DEFAULT_METHOD = "blockchain";
    private static final String DEFAULT_MODEL = "llama2";

    private final PurchaseGpu purchaseGpu;
    private final BookedJobs bookedJobs;
    private final BookingLists lists;
    private final Deposits deposits;

    PurchaseController(PurchaseGpu purchaseGpu, BookedJobs bookedJobs, BookingLists lists, Deposits deposits) {
        this.purchaseGpu = purchaseGpu;
        this.bookedJobs = bookedJobs;
        this.lists = lists;
        this.deposits = deposits;
    }

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

            @Nullable @Size(max = 64) @Pattern(regexp = "[^\\x00]*")
            String paymentMethod,

            @Nullable ObjectNode payload) {}

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

    /** @param parameters sampling, by the names of the model's server */
    @Schema(name = "OllamaTaskRequest")
    record OllamaTask(
            @NotNull UUID gpuId,
            @Nullable @Size(min = 1, max = 256) String model,
            @NotBlank @Size(max = 1_000_000) String prompt,
            @Nullable ObjectNode parameters) {

        ObjectNode payload() {
            ObjectNode payload = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "inference")
                    .put("model", name())
                    .put("prompt", prompt);
            payload.set("parameters", options());
            return payload;
        }

        String name() {
            return model == null ? DEFAULT_MODEL : model;
        }

        ObjectNode options() {
            return parameters == null ? JsonNodeFactory.instance.objectNode() : parameters;
        }
    }

    /** @param taskId the job: its result is at {@code /v1/jobs/{task_id}/result} */
    record OllamaSubmitted(
            UUID taskId,
            String status,
            Instant submittedAt,
            UUID gpuId,
            UUID bookingId,
            String model,
            String prompt,
            ObjectNode parameters) {}

    record Order(
            UUID orderId,
            UUID gpuId,
            String gpuModel,
            @Nullable String minerId,
            BigDecimal durationHours,
            BigDecimal totalCost,
            BookingState status,
            Instant createdAt,
            @Nullable String jobId) {

        static Order of(Booking booking) {
            return new Order(
                    booking.id(),
                    booking.gpuId(),
                    booking.gpuModel(),
                    booking.minerId(),
                    Rows.shown(booking.hours()),
                    Rows.shown(booking.total()),
                    booking.state(),
                    booking.createdAt(),
                    booking.jobId());
        }
    }

    @PostMapping("/v1/marketplace/gpu/purchase")
    @Operation(summary = "Book a GPU from now on and run a job on it; 402 when the money cannot be held")
    Purchased purchase(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody Purchase wanted) {
        Booking booking = purchaseGpu.purchase(caller, key, wanted);
        return new Purchased(
                booking.id(),
                booking.gpuId(),
                booking.client(),
                booking.jobId(),
                payment(booking),
                Rows.shown(booking.hours()),
                Rows.shown(booking.total()),
                Rows.shown(booking.pricePerHour()),
                "purchased",
                wanted.paymentMethod() == null ? DEFAULT_METHOD : wanted.paymentMethod(),
                "escrowed",
                booking.start(),
                booking.end());
    }

    private @Nullable UUID payment(Booking booking) {
        return deposits.of(booking.id()).stream()
                .findFirst()
                .map(Deposits.Held::hold)
                .orElse(null);
    }

    @PostMapping("/v1/tasks/ollama")
    @Operation(summary = "Run a prompt on a GPU that the caller has booked; 409 when it is not")
    OllamaSubmitted ollama(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody OllamaTask task) {
        Booking booking = bookedJobs.running(caller, task.gpuId());
        Accepted job = bookedJobs.submit(booking, Ids.text(IdempotencyKey.id(caller, key)), task.payload(), null);
        return new OllamaSubmitted(
                job.jobId(),
                "submitted",
                job.requestedAt(),
                task.gpuId(),
                booking.id(),
                task.name(),
                task.prompt(),
                task.options());
    }

    @GetMapping("/v1/marketplace/orders")
    @Operation(summary = "The bookings that the caller made, newest first; all for an admin")
    List<Order> orders(
            Caller caller,
            @Valid @ParameterObject Page page,
            @RequestParam(required = false) @Nullable BookingState status) {
        String client = caller.isAdmin() ? null : caller.subject();
        return lists.list(caller, new BookingLists.Filter(client, null, status), page).stream()
                .limit(page.rows())
                .map(Order::of)
                .toList();
    }
}
