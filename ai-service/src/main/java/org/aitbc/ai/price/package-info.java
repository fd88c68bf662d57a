/** What the market asks for the GPUs that jobs want. */
@NullMarked
package org.aitbc.ai.price;

import org.jspecify.annotations.NullMarked;
