@NullMarked
package org.aitbc.localchain;

import org.jspecify.annotations.NullMarked;
