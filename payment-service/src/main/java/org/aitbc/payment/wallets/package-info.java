@NullMarked
package org.aitbc.payment.wallets;

import org.jspecify.annotations.NullMarked;
