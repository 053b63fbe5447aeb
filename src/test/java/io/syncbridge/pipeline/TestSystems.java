package io.syncbridge.pipeline;

import io.syncbridge.component.Page;
import io.syncbridge.component.SystemCallException;
import io.syncbridge.component.Systems;
import io.syncbridge.mapping.Filter;
import io.syncbridge.model.Change;
import io.syncbridge.model.Description;
import io.syncbridge.model.Operation;
import io.syncbridge.model.Problem;
import io.syncbridge.model.RecordRef;
import io.syncbridge.model.SyncAction;
import io.syncbridge.model.Write;
import io.syncbridge.model.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Systems that hold what a test puts there, and note what they are asked for. */
final class TestSystems implements Systems {

    final Map<RecordRef, Change> records = new LinkedHashMap<>();
    final Set<SyncAction> actions = new HashSet<>(Set.of(SyncAction.READ, SyncAction.FIND));
    final List<String> calls = new ArrayList<>();
    boolean away;

    TestSystems with(String system, String id, String name, Instant time, String version) {
        Change record = TestBatch.edit(system, id, name, time, version);
        records.put(record.ref(), record);
        return this;
    }

    @Override
    public boolean knows(String sync, String system, SyncAction action) {
        return actions.contains(action);
    }

    @Override
    public List<Change> read(String sync, String system, List<String> recordIds) {
        ask("read " + system + " " + recordIds);
        return records.values().stream().filter(record -> record.ref().system().equals(system) && recordIds.contains(record.ref().recordId())).toList();
    }

    @Override
    public List<Change> find(String sync, String system, List<Map<String, Object>> wanted) {
        ask("find " + system + " " + wanted);
        return records.values().stream().filter(record -> record.ref().system().equals(system)
                && wanted.stream().anyMatch(fields -> record.record().entrySet().containsAll(fields.entrySet()))).toList();
    }

    private void ask(String call) {
        calls.add(call);
        if (away) {
            throw new SystemCallException("it is away", true, null);
        }
    }

    @Override
    public boolean hasAnswered(String sync, String system) {
        return true;
    }

    @Override
    public Duration clockOffset(String system) {
        return Duration.ZERO;
    }

    @Override
    public Duration lag(String sync, String system) {
        return Duration.ZERO;
    }

    @Override
    public boolean showsWhole(String sync, String system) {
        return false;
    }

    @Override
    public boolean wantsExplanations(String sync, String system) {
        return false;
    }

    @Override
    public boolean isPolled(String sync, String system) {
        return false;
    }

    @Override
    public List<WriteResult> write(String sync, String system, Operation operation, List<Write> writes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page changes(String sync, String system, String cursor, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page scan(String sync, String system, String cursor, int limit, Filter filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Description> describe(String sync, String system) {
        return Optional.empty();
    }

    @Override
    public List<Problem> unserved() {
        return List.of();
    }

    @Override
    public void examine() {
        throw new UnsupportedOperationException();
    }
}
