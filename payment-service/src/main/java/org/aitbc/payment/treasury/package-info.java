/** The money and the stakes that governance decides with. */
@NullMarked
package org.aitbc.payment.treasury;

import org.jspecify.annotations.NullMarked;
