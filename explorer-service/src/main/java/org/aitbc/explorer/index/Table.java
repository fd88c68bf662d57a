package org.aitbc.explorer.index;

/** What is written of a block by COPY; the order is that of writing. */
enum Table {
    BLOCK(
            "block",
            "chain_id, height, hash, previous, parent_hash, at, proposer, tx_count, gas_used, gas_limit, base_fee, size"),
    TRANSACTION(
            "transaction",
            "chain_id, height, index, hash, sender, receiver, creates, value, nonce, type, gas_limit, gas_price, gas_used, fee, success, input"),
    LOG("log", "chain_id, height, index, tx_index, address, topic0, topic1, topic2, topic3, data"),
    TOKEN_TRANSFER("token_transfer", "chain_id, height, index, tx_index, token, sender, recipient, amount");

    final String copy;

    Table(String name, String columns) {
        copy = "copy explorer." + name + " (" + columns + ") from stdin";
    }
}
