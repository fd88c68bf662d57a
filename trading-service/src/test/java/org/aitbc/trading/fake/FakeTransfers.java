package org.aitbc.trading.fake;

import java.util.*;
import org.aitbc.domain.chain.*;
import org.aitbc.domain.error.*;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Moves coins as explorer-service does, in memory: each order once. */
@Component
@Primary
public final class FakeTransfers implements ChainTransfers, ChainSwaps {

    private final Map<UUID, Order> orders = new HashMap<>();
    private final Map<UUID, Progress> moves = new HashMap<>();
    private final Map<String, Failure> failures = new HashMap<>();
    private final Map<String, DomainException> refusals = new HashMap<>();

    public synchronized void failNext(String owner, Failure failure) {
        failures.put(owner, failure);
    }

    public synchronized void refuseNext(String owner, DomainException refusal) {
        refusals.put(owner, refusal);
    }

    public synchronized void set(UUID id, Status status, @Nullable String hash) {
        moves.put(id, new Progress(status, hash, null, null, null));
    }

    public synchronized int ordersOf(String owner) {
        return (int) orders.values().stream()
                .filter(one -> one.owner().equals(owner))
                .count();
    }

    @Override
    public synchronized Progress send(Order order) {
        fail(order.owner(), Failure.BEFORE);
        DomainException refusal = refusals.remove(order.owner());
        if (refusal != null) {
            throw refusal;
        }
        orders.put(order.id(), order);
        Progress progress =
                moves.computeIfAbsent(order.id(), _ -> new Progress(Status.PENDING, null, null, null, null));
        fail(order.owner(), Failure.AFTER);
        return progress;
    }

    private void fail(String owner, Failure at) {
        if (failures.remove(owner, at)) {
            throw new Unavailable("SERVICE_UNAVAILABLE", "explorer-service cannot be reached");
        }
    }

    @Override
    public synchronized Progress transfer(UUID id, String owner) {
        Progress progress = moves.get(id);
        if (progress == null) {
            throw new NotFound("TRANSFER_NOT_FOUND", "no such transfer");
        }
        return progress;
    }

    @Override
    public synchronized Progress cancelTransfer(UUID id, String owner) {
        Conflict.when(transfer(id, owner).status() != Status.PENDING, "NOT_CANCELLABLE", "it is on its way");
        set(id, Status.REFUNDED, null);
        return transfer(id, owner);
    }

    @Override
    public Progress swap(Order order) {
        return send(order);
    }

    @Override
    public Progress swap(UUID id, String owner) {
        return transfer(id, owner);
    }

    @Override
    public Progress cancelSwap(UUID id, String owner) {
        return cancelTransfer(id, owner);
    }
}
