@NullMarked
package org.aitbc.domain.identity;

import org.jspecify.annotations.NullMarked;
