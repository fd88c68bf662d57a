package org.aitbc.payment.escrow;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.aitbc.payment.escrow.Holding.Held;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.database.InTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Holds the money of jobs: the ledger's hold and the row of {@code core.payment} are one transaction. */
@Component
public class Escrows implements DisposableBean {

    private static final int MOST_ORDERS = 1_000;

    private final Batcher<HoldOrder, Held> batcher;

    Escrows(DedicatedConnections connections, MeterRegistry meters) {
        batcher = new Batcher<HoldOrder, Held>(
                        "escrows", connections, MOST_ORDERS, HoldOrder::weight, Duration.ZERO, Escrows::write)
                .measured(meters);
    }

    /**
     * Holds the money of an order, for all of its jobs or for none. A job that has a payment already keeps it.
     *
     * @return the payments in the order of the jobs; null for a job that needs no money
     * @throws org.aitbc.domain.error.PaymentRequired when the balance or the payer's limits do not allow it
     */
    public List<@Nullable UUID> hold(HoldOrder order) {
        return batcher.submit(order).orThrow();
    }

    @Override
    public void destroy() {
        batcher.close();
    }

    private static List<Held> write(Connection connection, List<HoldOrder> orders) throws SQLException {
        return InTransaction.on(connection, open -> Holding.begin(open, orders).hold());
    }
}
