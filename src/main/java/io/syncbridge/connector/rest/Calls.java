package io.syncbridge.connector.rest;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the calls of one resource, and sees through successes that are none: refusals, pages for people, answers cut off. */
final class Calls {

    /** Proxies that compress give a record another ETag than the one that the system knows it by. */
    private static final Map<String, String> AS_IT_IS = Map.of("Accept-Encoding", "identity");

    private static final int MULTI_STATUS = 207;

    private final RestOptions options;
    private final RestClient client;
    private final Records records;
    private volatile boolean listed;
    private volatile boolean shown;

    Calls(RestOptions options, RestClient client, Records records) {
        this.options = options;
        this.client = client;
        this.records = records;
    }

    /** Asks for a page of a list. */
    Answer list(URI address) throws PassingException, OddAnswerException {
        return client.get(address);
    }

    /** Returns the records of a page. @throws OddAnswerException or {@link PassingException} if it says that they are not all */
    Listing listing(URI address, Answer answer) throws PassingException, OddAnswerException {
        Object parsed = json(answer.orThrow());
        Object body = parsed == null ? whole(answer).json() : parsed;
        if (body instanceof Map<?, ?> && options.errors().isRefusal(body) || isPartlyRefused(answer, body)) {
            refused(answer, body).orThrow();
        }
        listed = true;
        return records.listing(address, answer, body);
    }

    /** Asks for one record. @throws PassingException if the answer that it is not there may be one about the whole interface */
    Answer one(URI address) throws PassingException, OddAnswerException {
        Answer answer = whole(seenThrough(client.call("GET", address, options.etag() ? AS_IT_IS : Map.of(), null)));
        shown |= answer.isOk();
        return answer.isGone() ? gone(answer) : answer;
    }

    /**
     * Believes that a record is gone only where the interface itself is there: while it is deployed or moved, or where its address
     * is wrong, every record is "not found". Of an interface that has shown records and never a list, nothing else can be asked.
     */
    Answer gone(Answer answer) throws PassingException, OddAnswerException {
        Answer list = seenThrough(client.get(options.paging().page(options.address(), null, 1)));
        boolean there = list.isGone() ? shown && !listed : !list.isPassing();
        if (!there || answer.hasBody() && json(answer) == null && !list.isOk()) {
            throw new PassingException(answer.sentence() + " The list of records cannot be read either (" + list.status() + ").",
                    answer.retryAfter(), null);
        }
        return answer;
    }

    Answer write(String method, URI address, Map<String, String> headers, Object body) throws PassingException, OddAnswerException {
        var all = new HashMap<>(headers);
        all.putAll(options.etag() ? AS_IT_IS : Map.of());
        return seenThrough(client.call(method, address, all, body));
    }

    /** Says whether a success holds a record that may as well be one that was refused: fields of its own are called as errors are. */
    boolean isDoubtful(Answer answer) {
        return answer.isOk() && !options.errors().isDeclared() && options.errors().isRefusal(body(answer));
    }

    /** Returns what the answer says, of a list of one its element; {@code null} where it is not JSON. */
    Object body(Answer answer) {
        return Records.sole(json(answer));
    }

    /** Says whether the answer is a record, or holds one where the options say; not only somewhere in it. */
    boolean holdsRecord(Answer answer) {
        return options.record() != null || records.isRecord(body(answer));
    }

    /** Returns a doubtful success as the refusal that it has turned out to be. */
    Answer doubted(Answer answer) {
        return answer.refused(ErrorForms.status(body(answer)));
    }

    private Answer seenThrough(Answer answer) throws PassingException {
        if (!answer.isOk() || !answer.hasBody()) {
            return answer;
        }
        if (isPage(answer)) {
            throw new PassingException(answer.call() + " answered " + answer.status() + " with a page for people"
                    + ErrorText.excerpt(answer) + " A login, a proxy or maintenance stands before the system, or the option address is wrong.",
                    answer.retryAfter(), null);
        }
        Object body = body(answer);
        boolean refused = body == null ? ErrorForms.isFailureText(new String(answer.body(), StandardCharsets.UTF_8))
                : isPartlyRefused(answer, body) || (options.errors().isDeclared() || !records.isRecord(body)) && options.errors().isRefusal(body);
        return refused ? refused(answer, body) : answer;
    }

    /** Says whether the answer has a status for each of its parts, and one of them is a refusal. */
    private boolean isPartlyRefused(Answer answer, Object body) {
        return answer.status() == MULTI_STATUS && parts(body).anyMatch(part -> !records.isRecord(part) && options.errors().isRefusal(part));
    }

    private static Stream<?> parts(Object body) {
        return body instanceof List<?> list ? list.stream() : body instanceof Map<?, ?> map
                ? map.values().stream().filter(List.class::isInstance).flatMap(list -> ((List<?>) list).stream()) : Stream.empty();
    }

    private static Answer whole(Answer answer) throws PassingException {
        if (answer.isOk() && answer.hasBody() && json(answer) == null && Json.isCutOff(answer.body())) {
            throw new PassingException(answer.call() + " answered " + answer.status() + " with JSON that was cut off after "
                    + answer.body().length + " bytes.", null, null);
        }
        return answer;
    }

    private Answer refused(Answer answer, Object body) throws PassingException {
        return client.withoutSecrets(answer).refused(ErrorForms.status(body));
    }

    private static boolean isPage(Answer answer) {
        String start = new String(answer.body(), 0, Math.min(200, answer.body().length), StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        return ErrorText.kindOf(answer).contains("html") || start.startsWith("<!doctype html") || start.startsWith("<html");
    }

    /** Returns the body; {@code null} where it is not JSON. */
    private static Object json(Answer answer) {
        try {
            return answer.hasBody() ? Json.read(answer.body()) : null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
