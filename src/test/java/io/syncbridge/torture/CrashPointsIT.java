package io.syncbridge.torture;

import java.util.stream.Stream;

/** The bridge is killed between any two steps of intake, delivery and settlement, once each. */
class CrashPointsIT extends CrashPoints {

    @Override
    Stream<Point> points() {
        return Stream.of(
                Point.of("before intake", "pipeline.Storing", "store"),
                Point.of("changes stored, cursor not moved", "store.Cursors", "move"),
                Point.of("intake committed", "pipeline.WorkSignal", "arrived"),
                Point.of("batch taken", "pipeline.LoopGuarding", "guard"),
                Point.of("before mapping", "pipeline.MappingRecords", "map"),
                Point.of("before matching", "pipeline.Matching", "match"),
                Point.of("before reconciling", "pipeline.Reconciling", "reconcile"),
                Point.of("within the note of what is to be written", "store.Notes", "add"),
                Point.of("before delivery", "pipeline.Delivering", "deliver"),
                Point.of("before the call to the REST interface", "connector.rest.RestClient", "call"),
                new Point("done by the REST interface, not answered", null, null),
                Point.of("before the write to the database", "connector.jdbc.TableWriter", "write"),
                Point.of("one system has answered", "pipeline.Answers", "add"),
                Point.of("all systems have answered", "pipeline.Collecting", "collect"),
                Point.of("before settlement", "pipeline.Settling", "settle"),
                Point.of("within settlement, before the things", "store.Things", "save"),
                Point.of("within settlement, before the log", "store.SyncLog", "write"),
                Point.of("within settlement, before the inbox", "store.Inbox", "remove"),
                Point.of("settlement committed", "pipeline.BatchSettled", "settled"));
    }
}
