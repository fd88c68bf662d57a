@NullMarked
package org.aitbc.bench.process;

import org.jspecify.annotations.NullMarked;
