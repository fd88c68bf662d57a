package org.aitbc.market.operations;

record Acknowledgement(boolean success, String message) {}
