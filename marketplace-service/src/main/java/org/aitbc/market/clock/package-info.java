/** What time it is, for everybody on the market. */
@NullMarked
package org.aitbc.market.clock;

import org.jspecify.annotations.NullMarked;
