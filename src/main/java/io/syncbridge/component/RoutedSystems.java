package io.syncbridge.component;

import io.syncbridge.component.SystemGuard.Outcome;
import io.syncbridge.component.SystemGuard.Trouble;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.definition.SystemDefinition;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Change;
import io.syncbridge.model.Description;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Problem;
import io.syncbridge.model.Refusal;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Message;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jboss.logging.Logger;

/** Reaches each system through the route that begins with {@code from: sync:<sync>/<system>}. */
@Singleton
public class RoutedSystems implements Systems {

    private static final Logger LOG = Logger.getLogger(RoutedSystems.class);

    private static final Set<Integer> PASSING_STATUS = Set.of(408, 425, 429);

    private final SyncComponent component;
    private final SystemGuards guards;
    private final Clock clock;

    public RoutedSystems(SyncComponent component, SystemGuards guards, Clock clock) {
        this.component = component;
        this.guards = guards;
        this.clock = clock;
    }

    @Override
    public Duration clockOffset(String system) {
        return guards.clockOffset(system);
    }

    @Override
    public Duration lag(String sync, String system) {
        SyncConsumer route = component.route(sync, system);
        Duration given = route == null ? null : route.getEndpoint().definition().system(system).lag();
        return given != null ? given : route != null && route.isCurrent() ? Duration.ZERO : SystemDefinition.USUAL_LAG;
    }

    @Override
    public boolean showsWhole(String sync, String system) {
        SyncConsumer route = component.route(sync, system);
        return route != null && route.isWhole();
    }

    @Override
    public boolean knows(String sync, String system, SyncAction action) {
        SyncConsumer route = component.route(sync, system);
        return route == null ? !component.isComplete(sync) : route.getEndpoint().knows(action);
    }

    @Override
    public boolean wantsExplanations(String sync, String system) {
        SyncConsumer route = component.route(sync, system);
        return route != null && route.wantsExplanations();
    }

    @Override
    public boolean isPolled(String sync, String system) {
        return component.isPolled(sync, system);
    }

    @Override
    public Page changes(String sync, String system, String cursor, int limit) {
        return scan(sync, system, cursor, limit, Filter.ALL);
    }

    @Override
    public Page scan(String sync, String system, String cursor, int limit, Filter filter) {
        var headers = new HashMap<String, Object>();
        headers.put(SyncHeaders.LIMIT, limit);
        if (cursor != null) {
            headers.put(SyncHeaders.CURSOR, cursor);
        }
        if (!filter.isEmpty()) {
            headers.put(SyncHeaders.FILTER, filter.wanted());
        }
        SyncConsumer route = route(sync, system);
        Message answer = call(route, SyncAction.CHANGES, null, headers);
        if (answer.getHeader(SyncHeaders.SCAN_COMPLETE, false, Boolean.class)) {
            route.answered();
        }
        return new Page(records(route, answer), answer.getHeader(SyncHeaders.CURSOR, String.class),
                answer.getHeader(SyncHeaders.MORE, false, Boolean.class),
                answer.getHeader(SyncHeaders.SCAN_COMPLETE) != null,
                answer.getHeader(SyncHeaders.SCAN_COMPLETE, false, Boolean.class));
    }

    @Override
    public Optional<Description> describe(String sync, String system) {
        SyncConsumer route = route(sync, system);
        return route.describes() ? Optional.of(described(route)) : Optional.empty();
    }

    private Description described(SyncConsumer route) {
        Message answer = guarded(route, SyncAction.DESCRIBE, null, Map.of());
        try {
            return Descriptions.read(answer.getBody());
        } catch (BadChangeException e) {
            throw new SystemCallException("The answer of route '" + route.routeName() + "' makes no sense: " + e.getMessage(), false, e);
        }
    }

    @Override
    public List<Problem> unserved() {
        return component.routes().stream().flatMap(route -> route.fitness().problems().stream()).toList();
    }

    @Override
    public void examine() {
        for (SyncConsumer route : component.routes()) {
            try {
                checkFit(route);
            } catch (RuntimeException unfit) {
                LOG.debugf("%s: %s", route.name(), unfit.getMessage());
            }
        }
    }

    private void checkFit(SyncConsumer route) {
        SyncDefinition sync = route.getEndpoint().definition();
        String system = route.getEndpoint().system();
        route.fitness().check(sync, system, () -> route.describesFields() ? described(route) : Description.NONE, clock);
    }

    @Override
    public List<Change> read(String sync, String system, List<String> recordIds) {
        return ask(sync, system, SyncAction.READ, recordIds);
    }

    @Override
    public List<Change> find(String sync, String system, List<Map<String, Object>> wanted) {
        return ask(sync, system, SyncAction.FIND, wanted);
    }

    @Override
    public List<WriteResult> write(String sync, String system, Operation operation, List<Write> writes) {
        SyncConsumer route = component.route(sync, system);
        if (route == null) {
            return writes.stream().<WriteResult>map(write -> new WriteResult.Failed(Refusal.PASSING, noRoute(sync, system))).toList();
        }
        try {
            checkFit(route);
        } catch (SystemCallException unfit) {
            return writes.stream().<WriteResult>map(write -> failed(unfit)).toList();
        }
        SyncAction action = SyncAction.valueOf(operation.name());
        if (route.getEndpoint().isBatch()) {
            return writeBatch(route, action, writes);
        }
        return writes.stream().map(write -> writeOne(route, action, write)).toList();
    }

    @Override
    public boolean hasAnswered(String sync, String system) {
        SyncConsumer route = component.route(sync, system);
        return route != null && route.hasAnswered();
    }

    private List<Change> ask(String sync, String system, SyncAction action, List<?> items) {
        SyncConsumer route = route(sync, system);
        if (route.getEndpoint().isBatch()) {
            return records(route, asked(call(route, action, items, Map.of()), items));
        }
        var found = new ArrayList<Change>();
        for (Object item : items) {
            found.addAll(records(route, asked(call(route, action, item, Map.of()), item)));
        }
        return found;
    }

    /** A route that leaves the question as it is has found nothing. */
    private static Message asked(Message answer, Object question) {
        if (question.equals(answer.getBody())) {
            answer.setBody(null);
        }
        return answer;
    }

    /** Returns the route, which stays the one to ask even if it is stopped meanwhile. */
    private SyncConsumer route(String sync, String system) {
        SyncConsumer route = component.route(sync, system);
        if (route == null) {
            throw new SystemCallException(noRoute(sync, system), true, null);
        }
        return route;
    }

    private Message call(SyncConsumer route, SyncAction action, Object body, Map<String, Object> headers) {
        checkFit(route);
        return guarded(route, action, body, headers);
    }

    private Message guarded(SyncConsumer route, SyncAction action, Object body, Map<String, Object> headers) {
        String system = route.getEndpoint().system();
        try {
            return guards.of(system).call(() -> answer(route, action, body, headers), outcome -> trouble(outcome.exception()));
        } catch (SystemPausedException e) {
            throw e;
        } catch (Exception e) {
            throw new SystemCallException("System '" + system + "' of sync '" + route.getEndpoint().sync() + "' could not do '"
                    + action.wireName() + "': " + describe(e), isPassing(e), retryAfter(e), e);
        }
    }

    private List<Change> records(SyncConsumer route, Message answer) {
        Object body = answer.getBody();
        if (body == null) {
            return List.of();
        }
        try {
            List<Change> records = new ChangeReader(route.getEndpoint().definition().system(route.getEndpoint().system())).readAnswer(body);
            if (!records.isEmpty()) {
                route.answered();
            }
            return records;
        } catch (BadChangeException e) {
            throw new SystemCallException("The answer of route '" + route.routeName() + "' makes no sense: "
                    + e.getMessage(), false, e);
        }
    }

    private List<WriteResult> writeBatch(SyncConsumer route, SyncAction action, List<Write> writes) {
        try {
            return guards.of(route.getEndpoint().system()).call(() -> results(route, writes,
                    answer(route, action, writes.stream().map(Writes::toMap).toList(), Map.of()).getBody()),
                    RoutedSystems::troubleOfWrites);
        } catch (Exception e) {
            return writes.stream().<WriteResult>map(write -> failed(e)).toList();
        }
    }

    private static List<WriteResult> results(SyncConsumer route, List<Write> writes, Object answer) {
        if (answer instanceof List<?> results && results.size() == writes.size()) {
            var read = new ArrayList<WriteResult>();
            for (int i = 0; i < writes.size(); i++) {
                read.add(Writes.toResult(results.get(i), writes.get(i)));
            }
            return read;
        }
        String message = "Route '" + route.routeName() + "' got " + writes.size() + " writes and answered "
                + (answer instanceof List<?> results ? results.size() + " results" : String.valueOf(answer))
                + "; it has to answer one result for each (or take batch=false).";
        return writes.stream().<WriteResult>map(write -> new WriteResult.Failed(Refusal.OURS, message)).toList();
    }

    private WriteResult writeOne(SyncConsumer route, SyncAction action, Write write) {
        try {
            return guards.of(route.getEndpoint().system()).call(() -> List.of(Writes.toResult(
                    answer(route, action, Writes.toMap(write), Map.of()).getBody(), write)),
                    RoutedSystems::troubleOfWrites).get(0);
        } catch (Exception e) {
            return failed(e);
        }
    }

    /** Calls the route, and looks at the system's clock where the answer shows it. */
    private Message answer(SyncConsumer route, SyncAction action, Object body, Map<String, Object> headers) throws Exception {
        Instant called = clock.instant();
        Message answer = route.call(action, body, headers);
        guards.quotaShown(route.getEndpoint().system(), answer.getHeader(SyncHeaders.QUOTA, String.class));
        ShownTime.of(answer.getHeader(SyncHeaders.CLOCK)).ifPresent(shown ->
                guards.clockShown(route.getEndpoint().system(), shown.time(), shown.precision(), called));
        return answer;
    }

    private static WriteResult failed(Exception e) {
        return new WriteResult.Failed(isPassing(e) ? Refusal.PASSING : Refusal.RECORD, Set.of(), describe(e), retryAfter(e));
    }

    /**
     * The system is in trouble when nothing was written for a reason that may pass, or when it asks to be left alone; not when
     * records are locked.
     */
    private static Optional<Trouble> troubleOfWrites(Outcome<List<WriteResult>> outcome) {
        if (outcome.exception() != null) {
            return trouble(outcome.exception());
        }
        if (outcome.value().stream().anyMatch(WriteResult.Joins.class::isInstance)) {
            return Optional.of(Trouble.NOT_CALLED);
        }
        List<WriteResult.Failed> passing = outcome.value().stream().filter(WriteResult.Failed.class::isInstance)
                .map(WriteResult.Failed.class::cast)
                .filter(failed -> failed.passing() && failed.kind() != Refusal.BUSY).toList();
        Optional<WriteResult.Failed> asking = passing.stream().filter(failed -> failed.retryAfter() != null)
                .max(Comparator.comparing(WriteResult.Failed::retryAfter));
        return asking.or(() -> passing.size() == outcome.value().size() ? passing.stream().findFirst() : Optional.empty())
                .map(failed -> new Trouble(failed.message(), failed.retryAfter()));
    }

    private static Optional<Trouble> trouble(Exception e) {
        if (isOfRoute(e)) {
            return Optional.of(Trouble.NOT_CALLED);
        }
        return e != null && isPassing(e) ? Optional.of(new Trouble(describe(e), retryAfter(e))) : Optional.empty();
    }

    private static boolean isOfRoute(Throwable e) {
        return e != null && (e instanceof SystemCallException call && call.isOfRoute() || isOfRoute(e.getCause()));
    }

    private static Duration retryAfter(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SystemCallException call && call.retryAfter().isPresent()) {
                return call.retryAfter().get();
            }
        }
        return null;
    }

    private static boolean isPassing(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SystemCallException call) {
                return call.isPassing();
            }
            if (cause instanceof HttpOperationFailedException http) {
                return http.getStatusCode() >= 500 || PASSING_STATUS.contains(http.getStatusCode());
            }
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static String describe(Throwable e) {
        return Plain.message(e);
    }

    private static String noRoute(String sync, String system) {
        return "No running route begins with 'from: sync:" + sync + "/" + system
                + "', so the bridge cannot reach the system. Add it to the sync's *.camel.yaml, or see why it is not running.";
    }
}
