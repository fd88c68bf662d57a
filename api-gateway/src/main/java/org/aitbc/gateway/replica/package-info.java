@NullMarked
package org.aitbc.gateway.replica;

import org.jspecify.annotations.NullMarked;
