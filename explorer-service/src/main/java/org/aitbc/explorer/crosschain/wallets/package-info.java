@NullMarked
package org.aitbc.explorer.crosschain.wallets;

import org.jspecify.annotations.NullMarked;
