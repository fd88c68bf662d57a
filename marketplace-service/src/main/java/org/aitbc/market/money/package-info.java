/** The money that deals of the market set aside, and pay out. */
@NullMarked
package org.aitbc.market.money;

import org.jspecify.annotations.NullMarked;
