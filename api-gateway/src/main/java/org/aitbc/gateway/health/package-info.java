@NullMarked
package org.aitbc.gateway.health;

import org.jspecify.annotations.NullMarked;
