/** The services that trading works with. */
@NullMarked
package org.aitbc.trading.partner;

import org.jspecify.annotations.NullMarked;
