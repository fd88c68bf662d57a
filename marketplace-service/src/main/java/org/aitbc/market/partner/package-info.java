/** The other services that the market works with. */
@NullMarked
package org.aitbc.market.partner;

import org.jspecify.annotations.NullMarked;
