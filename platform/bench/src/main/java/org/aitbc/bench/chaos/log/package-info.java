@NullMarked
package org.aitbc.bench.chaos.log;

import org.jspecify.annotations.NullMarked;
