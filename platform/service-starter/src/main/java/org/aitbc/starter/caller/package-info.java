@NullMarked
package org.aitbc.starter.caller;

import org.jspecify.annotations.NullMarked;
