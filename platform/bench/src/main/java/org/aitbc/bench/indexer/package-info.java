/** How fast the explorer reads a chain. */
@NullMarked
package org.aitbc.bench.indexer;

import org.jspecify.annotations.NullMarked;
