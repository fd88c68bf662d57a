@NullMarked
package org.aitbc.payment.escrow;

import org.jspecify.annotations.NullMarked;
