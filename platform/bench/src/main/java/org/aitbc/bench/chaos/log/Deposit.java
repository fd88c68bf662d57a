package org.aitbc.bench.chaos.log;

import java.math.BigDecimal;

/** Money that was put in, and acknowledged. */
public record Deposit(String owner, BigDecimal amount) {}
