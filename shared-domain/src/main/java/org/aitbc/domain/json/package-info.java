@NullMarked
package org.aitbc.domain.json;

import org.jspecify.annotations.NullMarked;
