@NullMarked
package org.aitbc.payment.idempotency;

import org.jspecify.annotations.NullMarked;
