@NullMarked
package org.aitbc.gateway;

import org.jspecify.annotations.NullMarked;
