@NullMarked
package org.aitbc.gateway.metrics;

import org.jspecify.annotations.NullMarked;
