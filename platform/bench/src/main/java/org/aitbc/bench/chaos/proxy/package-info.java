@NullMarked
package org.aitbc.bench.chaos.proxy;

import org.jspecify.annotations.NullMarked;
