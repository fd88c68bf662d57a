@NullMarked
package org.aitbc.domain.matching;

import org.jspecify.annotations.NullMarked;
