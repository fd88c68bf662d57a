@NullMarked
package org.aitbc.bench.chaos.load;

import org.jspecify.annotations.NullMarked;
