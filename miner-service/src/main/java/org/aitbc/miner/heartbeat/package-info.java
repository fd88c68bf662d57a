@NullMarked
package org.aitbc.miner.heartbeat;

import org.jspecify.annotations.NullMarked;
