package io.syncbridge.connector.sharepoint;

import io.syncbridge.connector.rest.Answer;
import io.syncbridge.connector.rest.Json;
import io.syncbridge.connector.rest.OddAnswerException;
import io.syncbridge.connector.rest.PassingException;
import io.syncbridge.connector.rest.RestClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Talks to one tenant of Microsoft Graph. What is throttled for a moment is sent again after it; for longer, nothing goes
 * out until the time is over. Safe for many threads.
 */
final class GraphClient extends ServiceSupport {

    /** The most parts that Graph takes in one {@code $batch}. */
    static final int BATCH = 20;
    static final int TOO_MANY = 429;
    static final int UNAUTHORIZED = 401;

    private static final int UNAVAILABLE = 503;
    private static final int ATTEMPTS = 3;
    private static final Duration UNTOLD = Duration.ofSeconds(10);

    private final URI root;
    private final RestClient rest;
    private final TenantGate gate;
    private final ExecutorService executor;

    /** @param root where the {@code v1.0} paths stand, without a slash at the end */
    GraphClient(URI root, RestClient rest, TenantGate gate, ExecutorService executor) {
        this.root = root;
        this.rest = rest;
        this.gate = gate;
        this.executor = executor;
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(rest);
    }

    @Override
    protected void doStop() {
        executor.shutdownNow();
        ServiceHelper.stopService(rest);
    }

    Optional<String> quota() {
        return rest.quota();
    }

    Optional<String> clockShownSince(Instant called) {
        return rest.clockShownSince(called);
    }

    /**
     * Returns a link of an answer as the path that {@link #send} takes.
     *
     * @throws OddAnswerException if it leads elsewhere, where our credentials must not be seen
     */
    String path(String link) throws OddAnswerException {
        if (!link.startsWith(root + "/")) {
            throw new OddAnswerException("Graph answered with a link that does not lead to " + root + ", so it is not followed. "
                    + "Set graph-url to the address that Graph itself uses in its links.");
        }
        return link.substring(root.toString().length());
    }

    Answer get(String path) throws PassingException, OddAnswerException {
        return send(Part.get(path));
    }

    /**
     * Sends one request and returns the answer, whatever its status.
     *
     * @throws PassingException if there is no answer, or nothing may be sent now, or the login is refused
     */
    Answer send(Part part) throws PassingException, OddAnswerException {
        for (int attempt = 1;; attempt++) {
            gate.pass(part.call());
            Answer answer = rest.call(part.method(), URI.create((root + part.path()).replace(" ", "%20")), part.headers(), part.body());
            heed(answer);
            if (answer.status() == UNAUTHORIZED) {
                throw new PassingException(answer.sentence() + " Check the login's client-secret and scope.", null, null);
            }
            if (answer.status() != TOO_MANY || attempt == ATTEMPTS) {
                return answer;
            }
        }
    }

    /** Sends the parts in batches, several at once, and returns what became of each, in the same order. */
    List<Reply> batch(List<Part> parts) {
        var batches = new ArrayList<Callable<List<Reply>>>();
        for (int from = 0; from < parts.size(); from += BATCH) {
            List<Part> some = parts.subList(from, Math.min(parts.size(), from + BATCH));
            batches.add(() -> batchOf(some));
        }
        var replies = new ArrayList<Reply>();
        try {
            for (Future<List<Reply>> batch : executor.invokeAll(batches)) {
                replies.addAll(batch.get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The bridge is stopping.", stopped);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed.getCause());
        }
        return replies;
    }

    private List<Reply> batchOf(List<Part> parts) {
        var replies = new Reply[parts.size()];
        List<Integer> open = IntStream.range(0, parts.size()).boxed().toList();
        for (int attempt = 1; attempt <= ATTEMPTS && !open.isEmpty(); attempt++) {
            attempt(parts, open, replies);
            if (open.stream().anyMatch(i -> replies[i].isUnauthorized())) {
                rest.renewLogin();
            }
            open = open.stream().filter(i -> replies[i].isThrottled() || replies[i].isUnauthorized()).toList();
        }
        return Arrays.asList(replies);
    }

    private void attempt(List<Part> parts, List<Integer> open, Reply[] replies) {
        try {
            var requests = open.stream().map(i -> parts.get(i).json(Integer.toString(i))).toList();
            Answer whole = send(new Part("POST", "/$batch", Map.of(), Map.of("requests", requests))).orThrow();
            Map<String, Map<?, ?>> answers = byId(whole);
            for (int i : open) {
                replies[i] = reply(parts.get(i), answers.get(Integer.toString(i)));
            }
        } catch (PassingException away) {
            open.forEach(i -> replies[i] = Reply.none(away));
        } catch (OddAnswerException refused) {
            open.forEach(i -> replies[i] = Reply.none(new PassingException(refused.getMessage(), null, refused)));
        }
    }

    private static Map<String, Map<?, ?>> byId(Answer whole) throws OddAnswerException {
        var answers = new HashMap<String, Map<?, ?>>();
        if (whole.json() instanceof Map<?, ?> json && json.get("responses") instanceof List<?> responses) {
            responses.stream().filter(Map.class::isInstance).map(response -> (Map<?, ?>) response)
                    .forEach(response -> answers.put(String.valueOf(response.get("id")), response));
        }
        return answers;
    }

    private Reply reply(Part part, Map<?, ?> response) {
        if (response == null || !(response.get("status") instanceof Number status)) {
            return Reply.none(new PassingException(part.call() + " was not answered in its batch.", null, null));
        }
        var headers = new HashMap<String, String>();
        if (response.get("headers") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> headers.put(name.toString().toLowerCase(Locale.ROOT), String.valueOf(value)));
        }
        Object body = response.get("body");
        var answer = new Answer(part.call(), status.intValue(), headers, body == null ? new byte[0] : Json.write(body));
        heed(answer);
        return Reply.of(answer);
    }

    private void heed(Answer answer) {
        boolean asks = answer.status() == TOO_MANY || answer.status() == UNAVAILABLE && answer.retryAfter() != null;
        if (asks) {
            gate.close(Objects.requireNonNullElse(answer.retryAfter(), UNTOLD));
        }
    }
}
