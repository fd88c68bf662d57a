package org.aitbc.explorer.chain;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several calls in one request. web3j's batches pair answers with calls by their places, which JSON-RPC leaves open. */
final class JsonRpc {

    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType TYPE = MediaType.get("application/json");

    private final OkHttpClient client;
    private final String url;

    JsonRpc(OkHttpClient client, String url) {
        this.client = client;
        this.url = url;
    }

    private record Body(String jsonrpc, int id, String method, List<Object> params) {}

    /** @throws IOException also where there is not one answer for each call */
    List<Answer> ask(List<Call> calls) throws IOException {
        List<Body> bodies = IntStream.range(0, calls.size())
                .mapToObj(id -> new Body(
                        "2.0", id, calls.get(id).method(), calls.get(id).parameters()))
                .toList();
        Request request = new Request.Builder()
                .url(url)
                .post(RequestBody.create(JSON.writeValueAsBytes(bodies), TYPE))
                .build();
        try (Response response = client.newCall(request).execute()) {
            return inOrder(JSON.readTree(response.body().byteStream()), calls.size());
        } catch (JacksonException notJson) {
            throw new IOException("no JSON", notJson);
        }
    }

    private static List<Answer> inOrder(JsonNode entries, int count) throws IOException {
        List<@Nullable Answer> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(null);
        }
        for (JsonNode entry : entries) {
            int id = entry.path("id").asInt(-1);
            if (id >= 0 && id < count) {
                answers.set(id, Answer.of(entry));
            }
        }
        List<Answer> found = answers.stream().filter(Objects::nonNull).toList();
        if (found.size() < count) {
            throw new IOException("%d answers to %d calls".formatted(found.size(), count));
        }
        return found;
    }
}
