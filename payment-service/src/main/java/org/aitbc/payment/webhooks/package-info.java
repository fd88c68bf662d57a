@NullMarked
package org.aitbc.payment.webhooks;

import org.jspecify.annotations.NullMarked;
