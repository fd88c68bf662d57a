@NullMarked
package org.aitbc.trading.matching;

import org.jspecify.annotations.NullMarked;
