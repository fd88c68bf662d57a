/** What changes of parameters would have made of the past. */
@NullMarked
package org.aitbc.governance.backtest;

import org.jspecify.annotations.NullMarked;
