@NullMarked
package org.aitbc.domain.merkle;

import org.jspecify.annotations.NullMarked;
