/** Rows of the database as the wire shows them. */
@NullMarked
package org.aitbc.market.row;

import org.jspecify.annotations.NullMarked;
