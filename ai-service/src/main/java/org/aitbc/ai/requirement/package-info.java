@NullMarked
package org.aitbc.ai.requirement;

import org.jspecify.annotations.NullMarked;
