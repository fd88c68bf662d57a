@NullMarked
package org.aitbc.gateway.docs;

import org.jspecify.annotations.NullMarked;
