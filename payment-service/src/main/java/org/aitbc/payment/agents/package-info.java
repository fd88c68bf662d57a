@NullMarked
package org.aitbc.payment.agents;

import org.jspecify.annotations.NullMarked;
