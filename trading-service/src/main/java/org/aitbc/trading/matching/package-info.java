/** The engine of the order books: matches what waits, writes the journal, and replays it. */
@NullMarked
package org.aitbc.trading.matching;

import org.jspecify.annotations.NullMarked;
