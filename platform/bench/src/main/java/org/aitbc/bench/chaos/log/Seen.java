package org.aitbc.bench.chaos.log;

import java.time.Instant;
import java.util.List;

/**
 * All that clients and workers wrote down.
 *
 * @param canceled jobs whose clients were told that they are canceled
 * @param databaseBack when PostgreSQL answered again after each stop, by its own clock
 * @param odd answers that nobody should ever get
 */
public record Seen(
        List<Order> orders,
        List<String> canceled,
        List<Grant> grants,
        List<Report> reports,
        List<Death> deaths,
        List<Deposit> deposits,
        List<Instant> databaseBack,
        List<String> odd) {}
