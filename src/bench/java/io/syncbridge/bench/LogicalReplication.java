package io.syncbridge.bench;

/** PostgreSQL's own replication, from a to b: what the databases can do without anyone between them. */
final class LogicalReplication implements Contender {

    private final Pair pair;

    LogicalReplication(Pair pair) {
        this.pair = pair;
    }

    @Override
    public String name() {
        return "logical replication";
    }

    /** The slot is made first: a subscription that makes its own would wait for itself, within one server. */
    @Override
    public void prepare() {
        pair.a().database().useHandle(handle -> {
            handle.execute("create publication goods_of_a for table goods");
            handle.execute("select pg_create_logical_replication_slot('goods_of_a', 'pgoutput')");
        });
    }

    @Override
    public void load() {
        pair.b().database().useHandle(handle -> handle.execute("create subscription goods_of_a connection 'host=localhost port="
                + pair.servers().port() + " dbname=" + pair.nameA() + " user=" + Servers.USER
                + "' publication goods_of_a with (create_slot = false, slot_name = 'goods_of_a', copy_data = true)"));
    }

    @Override
    public void follow() {
        // It follows since it was loaded.
    }

    @Override
    public boolean isTwoWay() {
        return false;
    }

    @Override
    public WorkProcess process() {
        return null;
    }

    @Override
    public void close() {
        pair.b().database().useHandle(handle -> handle.execute("drop subscription if exists goods_of_a"));
    }
}
