@NullMarked
package org.aitbc.miner.dispatch;

import org.jspecify.annotations.NullMarked;
