@NullMarked
package org.aitbc.miner;

import org.jspecify.annotations.NullMarked;
