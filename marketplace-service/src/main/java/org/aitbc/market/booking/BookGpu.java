package org.aitbc.market.booking;

import java.math.*;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.market.auction.ManageAuctions.Award;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.pricing.DynamicPrices;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.deal.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Books a GPU: the money is held first, then the constraint decides between overlapping bookings. */
@Component
record BookGpu(
        Gpus gpus,
        Bookings bookings,
        Metering metering,
        Funding funding,
        Reservations reservations,
        EndBooking endBooking,
        DynamicPrices prices,
        Deals deals,
        DatabaseClock clock,
        JdbcClient jdbc) {

    /** @param clientId who pays and has it: the caller, or whom an admin names */
    record Ask(UUID gpuId, String clientId, BookRequest request) {}

    /**
     * @param status the GPU's
     * @param totalCost for all of the time; the client pays for what it uses
     * @param basePrice for all of the time as listed
     * @param dynamicPrice an hour, as agreed
     * @param startTime when the time begins
     * @param constraints of a job that is to run on it
     */
    record Booked(
            UUID bookingId,
            UUID gpuId,
            String status,
            BigDecimal totalCost,
            BigDecimal basePrice,
            BigDecimal dynamicPrice,
            BigDecimal pricePerHour,
            BigDecimal held,
            Instant startTime,
            Instant endTime,
            PricingFactors pricingFactors,
            @Nullable BigDecimal confidenceScore,
            Booking.JobConstraints constraints) {}

    /**
     * What moved a price away from the listed one. Multipliers are 1 where nothing did; null was not measured.
     *
     * @param basePrice per hour, as listed
     * @param demandMultiplier for much or little demand
     * @param supplyMultiplier for much or little supply
     * @param timeMultiplier for the time of day
     * @param performanceMultiplier for the GPU's performance
     * @param competitionMultiplier for the prices of others
     * @param sentimentMultiplier for the pressure on prices
     * @param regionalMultiplier for the region
     * @param riskAdjustment for risk
     * @param providerReputation of the owner
     * @param historicalPerformance of the GPU
     */
    record PricingFactors(
            BigDecimal basePrice,
            BigDecimal demandMultiplier,
            BigDecimal supplyMultiplier,
            BigDecimal timeMultiplier,
            BigDecimal performanceMultiplier,
            BigDecimal competitionMultiplier,
            BigDecimal sentimentMultiplier,
            BigDecimal regionalMultiplier,
            @Nullable BigDecimal confidenceScore,
            @Nullable BigDecimal riskAdjustment,
            @Nullable BigDecimal demandLevel,
            @Nullable BigDecimal supplyLevel,
            @Nullable BigDecimal marketVolatility,
            @Nullable BigDecimal providerReputation,
            @Nullable BigDecimal utilizationRate,
            @Nullable BigDecimal historicalPerformance) {}

    /** A GPU with the price that it has when it is asked for. */
    private record Offered(Gpu gpu, DynamicPrices.Quote quote) {

        PricingFactors factors() {
            BigDecimal one = BigDecimal.ONE;
            return new PricingFactors(
                    Amounts.normalized(gpu.pricePerHour()),
                    share(quote.demand()),
                    one,
                    one,
                    one,
                    share(quote.competition()),
                    one,
                    share(quote.base()),
                    share(quote.confidence()),
                    null,
                    share(quote.demandLevel()),
                    share(quote.supplyLevel()),
                    share(quote.volatility()),
                    null,
                    share(quote.utilisation()),
                    null);
        }

        private static BigDecimal share(double measured) {
            return Amounts.normalized(BigDecimal.valueOf(measured).setScale(4, RoundingMode.HALF_UP));
        }
    }

    private final class Purchase implements Deal<Ask, Booked> {

        private @Nullable Offered offered;

        @Override
        public @Nullable HoldTerms terms(Caller caller, Ask ask) {
            Gpu gpu = gpus.require(ask.gpuId());
            BookRequest request = ask.request();
            offered = new Offered(gpu, prices.quote(gpu));
            BigDecimal price = offered.quote().price();
            check(gpu, request);
            request.requireCap(price);
            requireOwnJob(ask.clientId(), request.jobId());
            bookings.requireFree(gpu.id(), clock.now(), request.hours());
            request.requireExpected(price);
            BigDecimal amount = funding.ahead(price, request);
            return amount.signum() == 0
                    ? null
                    : new HoldTerms(
                            "booking.hold", "gpu " + Ids.text(gpu.id()), ask.clientId(), amount, gpu.currency());
        }

        @Override
        public Booked create(@Nullable UUID hold, Caller caller, Ask ask) {
            Offered asked = Objects.requireNonNull(offered);
            Gpu gpu = gpus.lock(ask.gpuId());
            check(gpu, ask.request());
            boolean changed = gpu.pricePerHour().compareTo(asked.gpu().pricePerHour()) != 0;
            Conflict.when(changed, "PRICE_CHANGED", "the GPU's price has just changed; try again");
            Booking made = add(
                    Ids.next(),
                    gpu,
                    ask.clientId(),
                    ask.request(),
                    asked.quote().price(),
                    hold);
            PricingFactors factors = asked.factors();
            return new Booked(
                    made.bookingId(),
                    made.gpuId(),
                    "booked",
                    made.totalCost(),
                    Amounts.normalized(Booking.cost(factors.basePrice(), made.durationHours())),
                    made.pricePerHour(),
                    made.pricePerHour(),
                    made.held(),
                    made.startTime(),
                    made.endTime(),
                    factors,
                    factors.confidenceScore(),
                    made.constraints());
        }
    }

    Booked book(String operation, Caller caller, Ask ask) {
        return deals.make(operation, new Purchase(), caller, ask);
    }

    /** Books what an order has won, with the money that the order holds; part of the caller's transaction. */
    Booking book(Award award) {
        Gpu gpu = gpus.lock(award.gpuId());
        BookRequest request = new BookRequest(award.hours());
        gpu.requireStillOf(award.provider());
        check(gpu, request);
        return add(Ids.next(), gpu, award.client(), request, award.pricePerHour(), award.hold());
    }

    /** Books what was agreed on elsewhere, with the money that is held for it; part of the caller's transaction. */
    void book(MarketDesk.Order order) {
        Gpu gpu = gpus.lock(order.gpuId());
        BookRequest request = new BookRequest(order.hours());
        gpu.requireStillOf(order.owner());
        check(gpu, request);
        boolean tooLittle = order.held().compareTo(Booking.cost(order.pricePerHour(), request.hours())) < 0;
        Invalid.when(tooLittle, "HELD_TOO_LITTLE", "held: is less than the price of all the hours");
        add(order.id(), gpu, order.client(), request, order.pricePerHour(), order.hold());
    }

    private Booking add(UUID id, Gpu gpu, String client, BookRequest request, BigDecimal price, @Nullable UUID hold) {
        Instant now = clock.now();
        // a paused booking pays nothing, so it keeps the GPU from nobody
        bookings.lockPaused(gpu.id(), now, request.hours())
                .forEach(one -> endBooking.end(one, now, Booking.CloseReason.PAUSED));
        bookings.add(id, gpu, client, request, price, now);
        funding.deposit(id, hold);
        Booking made = bookings.require(id);
        reservations.follow(made);
        return made;
    }

    private void check(Gpu gpu, BookRequest request) {
        gpu.requireHours(request.hours());
        gpu.requireOffered();
        Conflict.when(metering.isAway(gpu.minerId()), "GPU_NOT_AVAILABLE", "the GPU's worker has fallen silent");
    }

    private void requireOwnJob(String client, @Nullable UUID job) {
        if (job != null
                && jdbc.sql("select id from core.job where id = ? and client = ?")
                        .params(job, client)
                        .query(UUID.class)
                        .optional()
                        .isEmpty()) {
            throw new NotFound("JOB_NOT_FOUND", "there is no such job of this client");
        }
    }
}
