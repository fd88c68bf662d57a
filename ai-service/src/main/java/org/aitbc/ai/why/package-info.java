@NullMarked
package org.aitbc.ai.why;

import org.jspecify.annotations.NullMarked;
