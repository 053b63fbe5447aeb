package io.syncbridge.bench;

/** What keeps the two databases of a {@link Pair} the same. */
interface Contender extends AutoCloseable {

    String name();

    /** Starts up, as far as it goes without rows being copied. */
    void prepare() throws Exception;

    /** Asks for the rows of {@code a} to be copied to {@code b}; does not wait for it. */
    void load() throws Exception;

    /** From now on changes travel. */
    void follow() throws Exception;

    /** Whether changes of both sides travel. */
    boolean isTwoWay();

    /** The process that does the work; {@code null} where that is the database itself. */
    WorkProcess process();

    @Override
    void close() throws Exception;
}
