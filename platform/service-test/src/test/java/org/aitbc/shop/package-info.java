/** A service that shows what the starter brings. */
@NullMarked
package org.aitbc.shop;

import org.jspecify.annotations.NullMarked;
