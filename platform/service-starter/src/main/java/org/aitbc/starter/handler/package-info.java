/** How a request becomes the arguments of a handler, and how the handler is run. */
@NullMarked
package org.aitbc.starter.handler;

import org.jspecify.annotations.NullMarked;
