@NullMarked
package org.aitbc.explorer.accounts;

import org.jspecify.annotations.NullMarked;
