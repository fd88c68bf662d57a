@NullMarked
package org.aitbc.ai.keys;

import org.jspecify.annotations.NullMarked;
