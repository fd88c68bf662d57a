@NullMarked
package org.aitbc.gateway.pages;

import org.jspecify.annotations.NullMarked;
