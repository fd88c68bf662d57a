@NullMarked
package org.aitbc.trading.book;

import org.jspecify.annotations.NullMarked;
