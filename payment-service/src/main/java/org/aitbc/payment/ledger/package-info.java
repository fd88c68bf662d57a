@NullMarked
package org.aitbc.payment.ledger;

import org.jspecify.annotations.NullMarked;
