@NullMarked
package org.aitbc.bench.start;

import org.jspecify.annotations.NullMarked;
