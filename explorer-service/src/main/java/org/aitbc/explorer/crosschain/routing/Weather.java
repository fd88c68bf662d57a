package org.aitbc.explorer.crosschain.routing;

import java.math.BigInteger;
import java.time.Duration;

/**
 * What sending on a chain costs and takes now, by its node's own data.
 *
 * @param gasPrice what the next block asks for, with the tip that half of the transactions of late gave; smallest units
 * @param blockTime between blocks of late
 */
public record Weather(BigInteger gasPrice, Duration blockTime) {}
