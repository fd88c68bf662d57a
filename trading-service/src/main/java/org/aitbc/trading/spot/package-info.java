/** Order books where currencies change hands. */
@NullMarked
package org.aitbc.trading.spot;

import org.jspecify.annotations.NullMarked;
