package io.syncbridge.connector.rest;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes writes on the condition that the record still has the ETag that was read, in the form that the system takes. */
final class Conditional {

    private static final Set<Integer> REFUSED = Set.of(409, 412, 428);

    private final RestOptions options;
    private final Calls calls;
    private volatile int accepted;

    Conditional(RestOptions options, Calls calls) {
        this.options = options;
        this.calls = calls;
    }

    /** @param isUnchanged whether the condition was refused although the record still has that ETag */
    record Outcome(Answer answer, boolean isUnchanged) {

        /** Says whether the record has another state than expected, or may have. */
        boolean isStale() {
            return REFUSED.contains(answer.meant()) && !isUnchanged;
        }

        /** Says whether the system does not take its own ETags for conditions. */
        boolean isUnusable() {
            return isUnchanged && answer.meant() != 409;
        }
    }

    /** @param version a condition where it is an ETag; {@code null} for none */
    Outcome call(String method, URI address, String version, Object body) throws PassingException, OddAnswerException {
        if (version == null || !options.isETag(version)) {
            return new Outcome(calls.write(method, address, Map.of(), body), !options.etag());
        }
        List<String> forms = ETags.forms(version);
        Answer answer = null;
        for (int tried = 0; tried < forms.size(); tried++) {
            int form = (accepted + tried) % forms.size();
            answer = calls.write(method, address, Map.of("If-Match", forms.get(form)), body);
            if (!REFUSED.contains(answer.meant())) {
                accepted = answer.isOk() ? form : accepted;
                return new Outcome(answer, false);
            }
            if (!isStill(version, calls.one(address))) {
                return new Outcome(answer, false);
            }
            if (answer.meant() == 409) {
                return new Outcome(answer, true);
            }
        }
        return new Outcome(answer, true);
    }

    private static boolean isStill(String etag, Answer current) {
        return current.isOk() && etag.equals(ETags.of(current));
    }

    /** Looks whether the record has got another ETag in the end: what reads show may be older than what conditions are held against. */
    Attempt unusable(Answer refused, URI address, String etag) {
        return new Attempt(Result.failed(refused.sentence() + " The record was read again and is unchanged (ETag " + etag
                + "), so the system does not take its own ETags as conditions. Set the option etag to false;"
                + " then contents are compared before a write."),
                () -> isStill(etag, calls.one(address)) ? unusable(refused, address, etag) : Attempt.done(Result.stale()));
    }
}
