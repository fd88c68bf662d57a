@NullMarked
package org.aitbc.domain.id;

import org.jspecify.annotations.NullMarked;
