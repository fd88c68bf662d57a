@NullMarked
package org.aitbc.gateway.page;

import org.jspecify.annotations.NullMarked;
