/** Trade requests, the offers that match them, negotiations, and agreements that are booked or given back. */
@NullMarked
package org.aitbc.trading.negotiation;

import org.jspecify.annotations.NullMarked;
