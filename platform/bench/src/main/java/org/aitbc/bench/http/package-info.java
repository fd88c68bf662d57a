@NullMarked
package org.aitbc.bench.http;

import org.jspecify.annotations.NullMarked;
