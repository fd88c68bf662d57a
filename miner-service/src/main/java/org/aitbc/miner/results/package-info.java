@NullMarked
package org.aitbc.miner.results;

import org.jspecify.annotations.NullMarked;
