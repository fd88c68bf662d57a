/** What those who paid say of a GPU. */
@NullMarked
package org.aitbc.market.review;

import org.jspecify.annotations.NullMarked;
