@NullMarked
package org.aitbc.gateway.body;

import org.jspecify.annotations.NullMarked;
