/** Bounties: money for a solution, held when it is offered and paid when a solution stands. */
@NullMarked
package org.aitbc.market.bounty;

import org.jspecify.annotations.NullMarked;
