package org.aitbc.worker.executor;

import tools.jackson.databind.JsonNode;

/** What an executor needs to know of a job. */
public record Job(String id, int attempt, JsonNode payload) {}
