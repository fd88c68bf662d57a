@NullMarked
package org.aitbc.bench.conductor;

import org.jspecify.annotations.NullMarked;
