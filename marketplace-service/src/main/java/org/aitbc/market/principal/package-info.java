/** Who acts on the market. */
@NullMarked
package org.aitbc.market.principal;

import org.jspecify.annotations.NullMarked;
