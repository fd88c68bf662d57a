/** Royalties, licences and verifications of services on the market. */
@NullMarked
package org.aitbc.market.enhanced;

import org.jspecify.annotations.NullMarked;
