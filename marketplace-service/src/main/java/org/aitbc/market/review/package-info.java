/** Reviews of GPUs by those who paid for them. */
@NullMarked
package org.aitbc.market.review;

import org.jspecify.annotations.NullMarked;
