/** Addresses for deposits, and what the index says came in there. */
@NullMarked
package org.aitbc.explorer.deposits;

import org.jspecify.annotations.NullMarked;
