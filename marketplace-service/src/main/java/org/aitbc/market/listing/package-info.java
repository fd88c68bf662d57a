/** GPUs that come to the market by the registrations of their workers. */
@NullMarked
package org.aitbc.market.listing;

import org.jspecify.annotations.NullMarked;
