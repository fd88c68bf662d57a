@NullMarked
package org.aitbc.bench.chaos.skew;

import org.jspecify.annotations.NullMarked;
