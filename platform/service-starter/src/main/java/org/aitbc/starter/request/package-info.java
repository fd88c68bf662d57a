@NullMarked
package org.aitbc.starter.request;

import org.jspecify.annotations.NullMarked;
