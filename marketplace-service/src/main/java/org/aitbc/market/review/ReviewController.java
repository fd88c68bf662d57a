package org.aitbc.market.review;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.starter.once.Once;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/gpu/{gpuId}/reviews")
@Tag(name = "marketplace")
class ReviewController {

    private final Gpus gpus;
    private final Reviews reviews;
    private final Once once;

    ReviewController(Gpus gpus, Reviews reviews, Once once) {
        this.gpus = gpus;
        this.reviews = reviews;
        this.once = once;
    }

    record NewReview(
            @NotNull @Min(1) @Max(5) Integer rating,

            @NotNull @Size(max = 2000) @Pattern(regexp = "[^\\x00]*")
            String comment) {}

    record Added(String status, String gpuId, String reviewId, BigDecimal averageRating) {}

    /** @param averageRating 1..5 with two decimals, of all reviews; 0 where there is none */
    record ReviewList(String gpuId, BigDecimal averageRating, long totalReviews, List<Reviews.Review> reviews) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Review a GPU: once for each booking of it, and each job on it, that the caller has paid")
    Added add(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable String gpuId,
            @Valid @RequestBody NewReview body) {
        UUID gpu = Ids.parse(gpuId);
        return once.run(caller, key, "review.add", List.of(gpu, body), Added.class, () -> add(caller, gpu, body));
    }

    private Added add(Caller caller, UUID gpu, NewReview body) {
        UUID id = reviews.add(gpus.require(gpu), caller.subject(), body.rating(), body.comment());
        return new Added(
                "review_added", Ids.text(gpu), Ids.text(id), reviews.rating(gpu).average());
    }

    @GetMapping
    @Operation(summary = "What is said of a GPU, newest first")
    ReviewList list(
            @PathVariable String gpuId,
            @RequestParam(defaultValue = "10") @Min(1) @Max(100) int limit,
            @RequestParam(defaultValue = "0") @Min(0) int offset,
            @RequestParam(required = false) @Nullable String cursor) {
        Gpu gpu = gpus.require(Ids.parse(gpuId));
        Reviews.Rating rating = reviews.rating(gpu.id());
        return new ReviewList(
                Ids.text(gpu.id()),
                rating.average(),
                rating.count(),
                reviews.of(gpu.id(), new Page(limit, offset, cursor)));
    }
}
