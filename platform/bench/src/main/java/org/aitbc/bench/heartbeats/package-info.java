@NullMarked
package org.aitbc.bench.heartbeats;

import org.jspecify.annotations.NullMarked;
