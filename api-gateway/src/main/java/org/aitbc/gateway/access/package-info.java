@NullMarked
package org.aitbc.gateway.access;

import org.jspecify.annotations.NullMarked;
