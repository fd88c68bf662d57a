@NullMarked
package org.aitbc.gateway.routing;

import org.jspecify.annotations.NullMarked;
