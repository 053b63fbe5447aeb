package io.syncbridge.bench;

import java.io.IOException;
import java.util.stream.Collectors;

/** The bridge between the two databases of a pair, both ways. */
final class Bridge implements Contender {

    private static final String SYSTEMS = """
            - route:
                id: <sync>-a
                from:
                  uri: "sync:<sync>/a"
                  steps:
                    - to: "kamelet:jdbc-table?database=a&table=goods&modified=modified&changes=log&install=true"
            - route:
                id: <sync>-b
                from:
                  uri: "sync:<sync>/b"
                  steps:
                    - to: "kamelet:jdbc-table?database=b&table=goods&modified=modified&changes=log&install=true"
            """;

    /** Looks for changes when it is asked to; and, once it is told to follow, when the databases say that there are some. */
    private static final String WAKES = """
            - route:
                id: goods-asked
                from:
                  uri: "platform-http:/bench/scan"
                  steps:
                    - to: "sync:goods/a?action=poll"
                    - to: "sync:goods/b?action=poll"
            - route:
                id: goods-follow
                from:
                  uri: "platform-http:/bench/follow"
                  steps:
                    - bean: {beanType: java.lang.System, method: "setProperty('bench.follow', 'true')"}
            - route:
                id: goods-a-wake
                from:
                  uri: "sync-jdbc:a/goods?changes=log"
                  steps:
                    - filter:
                        simple: "${bean:type:java.lang.Boolean?method=getBoolean('bench.follow')}"
                        steps:
                          - to: "sync:goods/a?action=poll"
            - route:
                id: goods-b-wake
                from:
                  uri: "sync-jdbc:b/goods?changes=log"
                  steps:
                    - filter:
                        simple: "${bean:type:java.lang.Boolean?method=getBoolean('bench.follow')}"
                        steps:
                          - to: "sync:goods/b?action=poll"
            """;

    private final BridgeProcess bridge;

    Bridge(Pair pair) throws IOException {
        bridge = new BridgeProcess(pair.servers()).knows("a", pair.urlA()).knows("b", pair.urlB())
                .with("goods.sync.yaml", definition("goods")).with("goods.camel.yaml", systems("goods"));
    }

    /** Returns the routes of a sync between the two databases. */
    static String systems(String sync) {
        return SYSTEMS.replace("<sync>", sync);
    }

    /** Returns the definition of a sync between the two databases. */
    static String definition(String sync) {
        return "sync: " + sync + "\nsystems:\n  a: {id: id, modified: modified}\n  b: {id: id, modified: modified}\nmatch: [id]\nfields:\n"
                + Goods.COLUMNS.stream().map(column -> "  " + column + ": {a: " + column + ", b: " + column + type(column) + "}\n")
                        .collect(Collectors.joining())
                + System.getProperty("bench.definition", "");
    }

    private static String type(String column) {
        return switch (column) {
            case "id", "amount" -> ", type: number";
            case "active" -> ", type: boolean";
            default -> "";
        };
    }

    @Override
    public String name() {
        return "bridge";
    }

    @Override
    public void prepare() throws Exception {
        bridge.with("wake.camel.yaml", WAKES).start();
    }

    @Override
    public void load() {
        new Thread(() -> bridge.status("/bench/scan")).start();
    }

    @Override
    public void follow() {
        if (bridge.status("/bench/follow") / 100 != 2) {
            throw new IllegalStateException("The bridge could not be told to follow, see " + process().log());
        }
    }

    /** The status of a page for people. */
    int page(String path) throws IOException {
        return bridge.page(path);
    }

    @Override
    public boolean isTwoWay() {
        return true;
    }

    @Override
    public WorkProcess process() {
        return bridge.process();
    }

    @Override
    public void close() throws Exception {
        bridge.close();
    }
}
