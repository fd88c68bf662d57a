@NullMarked
package org.aitbc.gateway.http;

import org.jspecify.annotations.NullMarked;
