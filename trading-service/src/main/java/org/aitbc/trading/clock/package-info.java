/** What time it is, for everybody who trades. */
@NullMarked
package org.aitbc.trading.clock;

import org.jspecify.annotations.NullMarked;
