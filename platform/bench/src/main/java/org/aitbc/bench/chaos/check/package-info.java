@NullMarked
package org.aitbc.bench.chaos.check;

import org.jspecify.annotations.NullMarked;
