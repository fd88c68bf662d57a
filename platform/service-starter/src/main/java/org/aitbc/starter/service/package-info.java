@NullMarked
package org.aitbc.starter.service;

import org.jspecify.annotations.NullMarked;
