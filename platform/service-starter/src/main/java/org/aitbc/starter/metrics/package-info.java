@NullMarked
package org.aitbc.starter.metrics;

import org.jspecify.annotations.NullMarked;
