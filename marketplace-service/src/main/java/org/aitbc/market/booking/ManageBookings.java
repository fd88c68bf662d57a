package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.booking.Booking.CloseReason;
import org.aitbc.market.booking.Booking.State;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.deal.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What clients and owners do with bookings. */
@Component
record ManageBookings(
        Bookings bookings,
        Gpus gpus,
        Metering metering,
        Funding funding,
        EndBooking endBooking,
        Reservations reservations,
        Deals deals,
        DatabaseClock clock,
        JdbcClient jdbc)
        implements Deal<ManageBookings.Extension, Booking> {

    private static final Set<CloseReason> NOT_OF_OWNERS = EnumSet.of(CloseReason.RELEASED, CloseReason.PAUSED);

    record Extension(UUID bookingId, BigDecimal hours) {}

    /** More time, paid ahead as the first was; the constraint decides whether it can be had. */
    Booking extend(Caller caller, UUID id, BigDecimal hours) {
        bookings.requireOwn(caller, id);
        return deals.make("booking.extend", this, caller, new Extension(id, hours));
    }

    @Override
    public @Nullable HoldTerms terms(Caller caller, Extension more) {
        Booking booking = requireExtensible(bookings.require(more.bookingId()), more.hours());
        BigDecimal hours = booking.durationHours().add(more.hours());
        return funding.terms(booking, Booking.cost(booking.pricePerHour(), hours));
    }

    @Override
    public Booking create(@Nullable UUID hold, Caller caller, Extension more) {
        UUID id = more.bookingId();
        gpus.lock(bookings.require(id).gpuId());
        Booking booking = requireExtensible(bookings.lock(id), more.hours());
        bookings.extend(booking, more.hours());
        funding.deposit(id, hold);
        reservations.follow(booking);
        return bookings.require(id);
    }

    private Booking requireExtensible(Booking booking, BigDecimal hours) {
        booking.requireOpen(clock.now());
        Gpu gpu = gpus.require(booking.gpuId());
        gpu.requireStillOf(booking.ownerId());
        boolean closing = booking.closeReason() != null;
        Conflict.when(closing, "BOOKING_CLOSING", "the booking is about to end and cannot be made longer");
        gpu.requireOffered();
        gpu.requireHours(booking.durationHours().add(hours));
        // such prices can no longer be agreed on, but what was agreed holds: more time does not cost the old price
        boolean raised = jdbc.sql("select exists (select from marketplace.price_rise where booking_id = ?)")
                .param(booking.bookingId())
                .query(Boolean.class)
                .single();
        Conflict.when(raised, "PRICE_RISE_NOT_CONSENTED", "the owner has asked more for more time; book it by itself");
        return booking;
    }

    /**
     * The owner or the client says that the GPU is there.
     *
     * @param client whose booking the owner means; a client means its own, whatever older ones send
     */
    Booking confirm(Caller caller, UUID gpuId, @Nullable String client) {
        Instant now = clock.now();
        List<Booking> running = bookings.findOpen(gpuId).stream()
                .filter(one -> !one.startTime().isAfter(now))
                .toList();
        if (running.isEmpty()) {
            gpus.require(gpuId);
            throw new Conflict("GPU_NOT_BOOKED", "nobody has booked this GPU");
        }
        boolean own = running.stream()
                .anyMatch(one -> one.isOwnedBy(caller) || one.clientId().equals(caller.subject()));
        Forbidden.when(!own, "GPU_NOT_YOURS", "only the owner of a GPU and its client can confirm that it is there");
        UUID booked = running.stream()
                .filter(one -> one.clientId().equals(caller.subject())
                        || (one.isOwnedBy(caller) && (client == null || client.equals(one.clientId()))))
                .findFirst()
                .orElseThrow(() -> new NotFound("BOOKING_NOT_FOUND", "that client has no active booking of this GPU"))
                .bookingId();
        return bookings.change(booked, (booking, at) -> {
            if (booking.confirmedAt() == null) {
                bookings.meter(booked, metering.confirmed(booking, at));
                bookings.update(booked, "confirmed_at = ?", at);
            }
        });
    }

    /** Nothing is billed meanwhile, and the machine takes other jobs. The booked time goes on. */
    Booking pause(Caller caller, UUID id) {
        bookings.requireOwn(caller, id);
        return bookings.change(id, (booking, now) -> {
            Conflict.when(!booking.isRunning(now), "BOOKING_NOT_RUNNING", "only a booking that runs can be paused");
            bookings.meter(id, metering.whole(booking, now));
            funding.pause(booking, Funding.BY_CLIENT, now);
        });
    }

    /** @param cap the most that it may cost from now on, in all; null to leave it */
    Booking resume(Caller caller, UUID id, @Nullable BigDecimal cap) {
        bookings.requireOwn(caller, id);
        bookings.change(id, (booking, now) -> {
            Conflict.when(booking.status() != State.PAUSED, "BOOKING_NOT_PAUSED", "the booking is not paused");
            booking.requireOpen(now);
            if (cap != null) {
                booking.requireCap(cap, now);
                bookings.update(id, "spend_cap = ?", cap);
            }
        });
        funding.more(id);
        return bookings.change(id, (booking, now) -> {
            if (booking.status() == State.PAUSED) {
                funding.resume(booking, now);
            }
        });
    }

    /** The client ends it now; the owner with notice, where the machine is there to keep it. */
    Booking close(Caller caller, UUID id, @Nullable CloseReason reason) {
        Booking seen = bookings.require(caller, id);
        if (!seen.isOwnedBy(caller) || (reason == null && seen.isOf(caller))) {
            return release(id, caller);
        }
        if (reason == null || NOT_OF_OWNERS.contains(reason)) {
            throw new Invalid(
                    "CLOSE_REASON_REQUIRED",
                    "reason: one of MAINTENANCE, HARDWARE_FAILURE, RECLAIMED, MISUSE, DELISTED");
        }
        return bookings.change(id, (booking, now) -> endBooking.giveNotice(booking, now, reason));
    }

    /** The caller's booking of a GPU ends now; empty when nobody has the GPU. */
    Optional<Booking> release(Caller caller, UUID gpuId) {
        List<Booking> open = bookings.findOpen(gpuId);
        if (open.isEmpty()) {
            gpus.require(gpuId);
            return Optional.empty();
        }
        UUID own = open.stream()
                .filter(booking -> booking.isOf(caller))
                .findFirst()
                .orElseThrow(() -> new Forbidden("NOT_YOUR_BOOKING", "others have booked this GPU"))
                .bookingId();
        return Optional.of(release(own, caller));
    }

    Booking release(UUID id, Caller caller) {
        return bookings.change(
                id,
                (booking, now) ->
                        endBooking.release(booking, now, booking.clientId().equals(caller.subject())));
    }
}
