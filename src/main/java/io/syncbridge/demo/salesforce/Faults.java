package io.syncbridge.demo.salesforce;

import io.syncbridge.demo.salesforce.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The faults that are switched on. */
final class Faults {

    private final Random random = new Random();
    private final List<Fault> on = new ArrayList<>();

    synchronized void add(Fault fault) {
        on.add(fault);
    }

    synchronized void clear() {
        on.clear();
    }

    synchronized List<Fault> all() {
        return List.copyOf(on);
    }

    /** Returns the fault of this kind that hits now; what is counted is counted down. */
    synchronized Optional<Fault> hit(Kind kind, String requestKind) {
        for (int i = 0; i < on.size(); i++) {
            Fault fault = on.get(i);
            if (fault.kind() == kind && fault.concerns(requestKind)
                    && (fault.probability() == null || random.nextDouble() < fault.probability())) {
                Fault left = fault.oneLess();
                if (left.count() != null && left.count() <= 0) {
                    on.remove(i);
                } else {
                    on.set(i, left);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** Throws what a request of this kind fails with now, before anything of it is done. */
    void refuse(String requestKind) {
        hit(Kind.REQUEST_ERROR, requestKind).ifPresent(fault -> {
            throw fault.error();
        });
        hit(Kind.INVALID_SESSION, requestKind).ifPresent(fault -> {
            throw new ApiException(401, "INVALID_SESSION_ID", "Session expired or invalid");
        });
        hit(Kind.REQUEST_LIMIT, requestKind).ifPresent(fault -> {
            throw new FaultException(fault, 403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        });
        hit(Kind.TOO_MANY_REQUESTS, requestKind).ifPresent(fault -> {
            throw new FaultException(fault, 429, "REQUEST_LIMIT_EXCEEDED", "Too many requests");
        });
        hit(Kind.UNAVAILABLE, requestKind).ifPresent(fault -> {
            throw new FaultException(fault, 503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable.");
        });
        hit(Kind.SERVER_ERROR, requestKind).ifPresent(fault -> {
            throw new FaultException(fault, 500, "UNKNOWN_EXCEPTION", "An unexpected error occurred. Please include this ErrorId"
                    + " if you contact support: 1234567890-12345 (-1234567890)");
        });
    }

    /** A failure that somebody has switched on. */
    static final class FaultException extends ApiException {

        private final transient Fault fault;

        FaultException(Fault fault, int status, String code, String message) {
            super(status, code, message);
            this.fault = fault;
        }

        Optional<Integer> retryAfter() {
            return Optional.ofNullable(fault.retryAfter());
        }
    }
}
