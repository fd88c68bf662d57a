/** What somebody can vote with, and to whom it is lent. */
@NullMarked
package org.aitbc.governance.power;

import org.jspecify.annotations.NullMarked;
