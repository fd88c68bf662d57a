package org.aitbc.bench.peers;

import java.io.IOException;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.http.HttpConnection.Answer;

/** A workflow of one task: start, poll, update; a poll may bring another client's task. */
record ConductorWorkflow(HttpConnection client, HttpConnection worker, String poll) implements ClosedLoop.Client {

    private static final String NO_HEADERS = "";

    /** Says what the task and the workflow are. */
    static void define(int port) throws IOException {
        try (HttpConnection link = new HttpConnection(port, NO_HEADERS)) {
            link.post("/api/metadata/taskdefs", """
                    [{"name":"bench","ownerEmail":"bench@example.org","retryCount":0,"timeoutSeconds":3600,"responseTimeoutSeconds":600}]""").require(200);
            link.post("/api/metadata/workflow", """
                    {"name":"bench","version":1,"schemaVersion":2,"ownerEmail":"bench@example.org","timeoutSeconds":0,
                     "tasks":[{"name":"bench","taskReferenceName":"bench","type":"SIMPLE","inputParameters":{"prompt":"${workflow.input.prompt}"}}]}""").require(200, 204);
        }
    }

    static ConductorWorkflow open(int port, int number) throws IOException {
        return new ConductorWorkflow(
                new HttpConnection(port, NO_HEADERS),
                new HttpConnection(port, NO_HEADERS),
                "/api/tasks/poll/bench?workerid=w" + number);
    }

    @Override
    public int run() throws IOException {
        client.post("/api/workflow/bench", """
                {"prompt":"a prompt of an ordinary length, give or take a few words"}""").require(200);
        return take();
    }

    /** Polls once and completes what came. */
    int take() throws IOException {
        Answer task = worker.get(poll).require(200, 204);
        if (task.status() == 204) {
            return 0;
        }
        worker.post("/api/tasks", """
                {"workflowInstanceId":"%s","taskId":"%s","status":"COMPLETED","outputData":{"output":"an answer of an ordinary length"}}""".formatted(text(task.body(), "workflowInstanceId"), text(task.body(), "taskId")))
                .require(200);
        return 1;
    }

    @Override
    public void close() throws IOException {
        client.close();
        worker.close();
    }

    private static String text(String json, String name) {
        int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }
}
