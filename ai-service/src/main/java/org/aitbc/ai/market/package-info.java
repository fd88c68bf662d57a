@NullMarked
package org.aitbc.ai.market;

import org.jspecify.annotations.NullMarked;
