@NullMarked
package org.aitbc.worker.doctor;

import org.jspecify.annotations.NullMarked;
