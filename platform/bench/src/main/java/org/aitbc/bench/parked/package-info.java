@NullMarked
package org.aitbc.bench.parked;

import org.jspecify.annotations.NullMarked;
