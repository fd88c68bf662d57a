/** The services that trading works with, in memory. */
@NullMarked
package org.aitbc.trading.fake;

import org.jspecify.annotations.NullMarked;
