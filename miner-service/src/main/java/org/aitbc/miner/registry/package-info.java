@NullMarked
package org.aitbc.miner.registry;

import org.jspecify.annotations.NullMarked;
