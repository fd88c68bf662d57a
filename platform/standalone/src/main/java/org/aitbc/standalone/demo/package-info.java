@NullMarked
package org.aitbc.standalone.demo;

import org.jspecify.annotations.NullMarked;
