@NullMarked
package org.aitbc.bench.planted;

import org.jspecify.annotations.NullMarked;
