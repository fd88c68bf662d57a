package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.market.booking}.
 *
 * @param sweep how often bookings are metered, paid for and ended
 * @param silence time between two heartbeats of a miner that are further apart was not there for the client
 * @param notice how long before an interruptible booking ends, or money runs out, its client is told
 * @param reclaim how long before an owner's close takes effect
 * @param pause how long a booking may be paused before it ends: its GPU is nobody else's meanwhile, and earns its owner nothing
 * @param prepaid how much of a booking's time is held for ahead
 * @param leastBid the part of the listed price that an interruptible booking pays at least
 * @param furthest how far ahead reserved time may start
 */
@ConfigurationProperties("aitbc.market.booking")
record BookingSettings(
        @DefaultValue("5s") Duration sweep,
        @DefaultValue("30s") Duration silence,
        @DefaultValue("2m") Duration notice,
        @DefaultValue("10m") Duration reclaim,
        @DefaultValue("6h") Duration pause,
        @DefaultValue("24h") Duration prepaid,
        @DefaultValue("0.25") BigDecimal leastBid,
        @DefaultValue("365d") Duration furthest) {}
