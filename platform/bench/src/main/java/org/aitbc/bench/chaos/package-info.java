@NullMarked
package org.aitbc.bench.chaos;

import org.jspecify.annotations.NullMarked;
