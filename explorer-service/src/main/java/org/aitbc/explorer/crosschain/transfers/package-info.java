@NullMarked
package org.aitbc.explorer.crosschain.transfers;

import org.jspecify.annotations.NullMarked;
