@NullMarked
package org.aitbc.bench.chaos.fault;

import org.jspecify.annotations.NullMarked;
