@NullMarked
package org.aitbc.starter.wake;

import org.jspecify.annotations.NullMarked;
