@NullMarked
package org.aitbc.payment.rewards;

import org.jspecify.annotations.NullMarked;
