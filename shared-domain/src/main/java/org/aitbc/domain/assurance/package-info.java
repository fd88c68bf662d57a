@NullMarked
package org.aitbc.domain.assurance;

import org.jspecify.annotations.NullMarked;
