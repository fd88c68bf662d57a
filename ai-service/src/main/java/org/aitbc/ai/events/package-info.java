@NullMarked
package org.aitbc.ai.events;

import org.jspecify.annotations.NullMarked;
