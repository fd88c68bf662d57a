/** Royalties, licences and verifications of the services on the market. */
@NullMarked
package org.aitbc.market.licensing;

import org.jspecify.annotations.NullMarked;
