@NullMarked
package org.aitbc.bench.flat;

import org.jspecify.annotations.NullMarked;
