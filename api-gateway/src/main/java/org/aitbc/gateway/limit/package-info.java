@NullMarked
package org.aitbc.gateway.limit;

import org.jspecify.annotations.NullMarked;
