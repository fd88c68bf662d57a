@NullMarked
package org.aitbc.bench.chaos.stage;

import org.jspecify.annotations.NullMarked;
