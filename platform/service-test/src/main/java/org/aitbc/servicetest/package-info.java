@NullMarked
package org.aitbc.servicetest;

import org.jspecify.annotations.NullMarked;
