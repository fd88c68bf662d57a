@NullMarked
package org.aitbc.gateway.proxy;

import org.jspecify.annotations.NullMarked;
