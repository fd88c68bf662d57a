@NullMarked
package org.aitbc.gateway.edge;

import org.jspecify.annotations.NullMarked;
