/** How far a GPU can be relied on, by what was seen of it. */
@NullMarked
package org.aitbc.market.reliability;

import org.jspecify.annotations.NullMarked;
