@NullMarked
package org.aitbc.bench.ledger;

import org.jspecify.annotations.NullMarked;
