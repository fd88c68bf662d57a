/** Money that is held while two principals deal with each other. */
@NullMarked
package org.aitbc.starter.deal;

import org.jspecify.annotations.NullMarked;
