@NullMarked
package org.aitbc.ai.receipts;

import org.jspecify.annotations.NullMarked;
