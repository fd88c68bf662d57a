@NullMarked
package org.aitbc.ai.chain;

import org.jspecify.annotations.NullMarked;
