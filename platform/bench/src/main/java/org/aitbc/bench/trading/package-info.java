/** The order book beside a transaction for each order. */
@NullMarked
package org.aitbc.bench.trading;

import org.jspecify.annotations.NullMarked;
