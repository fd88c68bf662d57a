package org.aitbc.gateway.docs;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.aitbc.gateway.page.Page;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.webjars.WebJarVersionLocator;

/** Swagger UI as its webjar ships it, but for the file that tells it which services there are. */
@Component
class DocsPages implements Page {

    private static final String FOLDER = "/docs/";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.([a-z]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css",
            "js", "text/javascript; charset=utf-8",
            "json", "application/json",
            "map", "application/json",
            "png", "image/png");

    private final String webjar =
            "/META-INF/resources/webjars/swagger-ui/" + new WebJarVersionLocator().version("swagger-ui") + "/";

    @Override
    public boolean isAt(String path) {
        return path.equals("/docs") || path.startsWith(FOLDER);
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public Reply get(String path, HttpHeaders asked) {
        if (path.equals("/docs")) {
            return Reply.see(FOLDER + "index.html");
        }
        String name = path.substring(FOLDER.length());
        var file = FILE.matcher(name);
        String type = file.matches() ? TYPES.get(file.group(1)) : null;
        byte[] content = type == null ? null : content(name);
        if (type == null || content == null) {
            throw new Refused(Problem.notFound("no such page"));
        }
        return Reply.of(200, type, content);
    }

    private byte @Nullable [] content(String name) {
        try (InputStream own = DocsPages.class.getResourceAsStream(name);
                InputStream theirs = DocsPages.class.getResourceAsStream(webjar + name)) {
            InputStream found = own != null ? own : theirs;
            return found == null ? null : found.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
