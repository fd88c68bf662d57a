@NullMarked
package org.aitbc.bench.peers;

import org.jspecify.annotations.NullMarked;
