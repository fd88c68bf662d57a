@NullMarked
package org.aitbc.bench.gateway;

import org.jspecify.annotations.NullMarked;
