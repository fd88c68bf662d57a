package org.aitbc.explorer.sending;

/**
 * An account's turn to send.
 *
 * @param count how many of its transactions are in blocks
 * @param head the chain's height
 */
record Turn(long chainId, int instance, String sender, long count, long head, Market market) {}
