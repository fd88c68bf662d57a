@NullMarked
package org.aitbc.miner.lease;

import org.jspecify.annotations.NullMarked;
