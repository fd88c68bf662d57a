@NullMarked
package org.aitbc.ai;

import org.jspecify.annotations.NullMarked;
