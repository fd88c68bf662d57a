@NullMarked
package org.aitbc.miner.earnings;

import org.jspecify.annotations.NullMarked;
