/** What services know of the GPU market. */
@NullMarked
package org.aitbc.domain.market;

import org.jspecify.annotations.NullMarked;
