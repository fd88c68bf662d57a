@NullMarked
package org.aitbc.payment.staking;

import org.jspecify.annotations.NullMarked;
