@NullMarked
package org.aitbc.bench.compare;

import org.jspecify.annotations.NullMarked;
