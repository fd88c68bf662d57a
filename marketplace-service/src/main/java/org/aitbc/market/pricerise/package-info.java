/** Higher prices of time that is added to bookings: owners propose them, clients consent. */
@NullMarked
package org.aitbc.market.pricerise;

import org.jspecify.annotations.NullMarked;
