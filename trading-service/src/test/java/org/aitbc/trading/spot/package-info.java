@NullMarked
package org.aitbc.trading.spot;

import org.jspecify.annotations.NullMarked;
