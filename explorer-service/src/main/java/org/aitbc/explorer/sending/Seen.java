package org.aitbc.explorer.sending;

/** Where the chain has a transaction. */
record Seen(String hash, long block, String blockHash, boolean succeeded, long gasUsed) {}
