@NullMarked
package org.aitbc.bench.chaos.environment;

import org.jspecify.annotations.NullMarked;
