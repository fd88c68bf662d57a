@NullMarked
package org.aitbc.starter.trace;

import org.jspecify.annotations.NullMarked;
