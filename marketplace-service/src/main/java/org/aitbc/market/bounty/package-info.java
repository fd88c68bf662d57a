/** Money for whoever solves something: held when it is offered, paid when a solution stands. */
@NullMarked
package org.aitbc.market.bounty;

import org.jspecify.annotations.NullMarked;
