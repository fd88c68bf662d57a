package org.aitbc.starter.deal;

import java.math.BigDecimal;
import org.aitbc.domain.payment.Currency;

/**
 * The money a deal sets aside.
 *
 * @param kind what it is for, such as {@code booking.hold}
 * @param reference what it is about, such as {@code gpu 0198...}; statements show it
 * @param payer the principal whose available balance it is taken from
 * @param amount above zero
 */
public record HoldTerms(String kind, String reference, String payer, BigDecimal amount, Currency currency) {}
