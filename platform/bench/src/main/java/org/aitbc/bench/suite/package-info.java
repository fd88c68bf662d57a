@NullMarked
package org.aitbc.bench.suite;

import org.jspecify.annotations.NullMarked;
