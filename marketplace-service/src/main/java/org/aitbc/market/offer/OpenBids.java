package org.aitbc.market.offer;

/** How many bids wait for an answer; said by who takes bids. */
public interface OpenBids {

    long count();
}
