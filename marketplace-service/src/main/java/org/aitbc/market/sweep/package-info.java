/** What time brings. */
@NullMarked
package org.aitbc.market.sweep;

import org.jspecify.annotations.NullMarked;
