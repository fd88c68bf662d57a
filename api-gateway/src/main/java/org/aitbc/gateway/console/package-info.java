@NullMarked
package org.aitbc.gateway.console;

import org.jspecify.annotations.NullMarked;
