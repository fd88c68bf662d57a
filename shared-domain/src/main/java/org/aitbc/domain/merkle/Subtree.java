package org.aitbc.domain.merkle;

/**
 * A complete subtree: the {@code 2^level} leaves from {@code index * 2^level} on. Its hash stays the same however much the
 * log grows, so it can be kept.
 */
public record Subtree(int level, long index) {}
