@NullMarked
package org.aitbc.starter.docs;

import org.jspecify.annotations.NullMarked;
