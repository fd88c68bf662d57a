@NullMarked
package org.aitbc.ai.assurance;

import org.jspecify.annotations.NullMarked;
