@NullMarked
package org.aitbc.explorer.deploying;

import org.jspecify.annotations.NullMarked;
