package org.aitbc.market.review;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.review.Reviews.*;
import org.aitbc.starter.idempotent.Idempotent;
import org.aitbc.starter.paging.*;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace/gpu/{gpuId}/reviews")
@Tag(name = "marketplace")
record ReviewController(Gpus gpus, Reviews reviews) {

    record NewReview(
            @NotNull @Min(1) @Max(5) Integer rating,
            @NotNull @Size(max = 2000) String comment) {}

    /**
     * @param reviewId id of the review
     * @param averageRating of the GPU, with the new one: 1 to 5
     */
    record Added(String status, UUID gpuId, UUID reviewId, BigDecimal averageRating) {}

    /**
     * @param averageRating 1..5 with two decimals, weighed by what the authors had paid; 0 where there is no review
     * @param reviews the newest first
     */
    record ReviewList(UUID gpuId, BigDecimal averageRating, long totalReviews, List<Review> reviews) {}

    @PostMapping
    @Idempotent("review.add")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Review a GPU of which the caller has paid a booking or a job, once in 30 days",
            description =
                    "It counts by what the caller has paid for the GPU since the review before. 409 where that was lately, or nothing was paid since.")
    Added add(Caller caller, @PathVariable UUID gpuId, @Valid @RequestBody NewReview body) {
        UUID id = reviews.add(gpus.require(gpuId), caller.subject(), body.rating(), body.comment());
        return new Added("review_added", gpuId, id, reviews.rating(gpuId).average());
    }

    @GetMapping
    @Operation(summary = "Reviews of a GPU, newest first")
    ReviewList list(@PathVariable UUID gpuId, @PageLimits(max = 100, value = 10) Page page) {
        gpus.require(gpuId);
        Rating rating = reviews.rating(gpuId);
        return new ReviewList(gpuId, rating.average(), rating.count(), reviews.list(gpuId, page));
    }
}
