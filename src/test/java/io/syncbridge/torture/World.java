package io.syncbridge.torture;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Three systems with the same goods, the bridge's store, and instances of the packaged bridge between them. */
final class World implements AutoCloseable {

    static final String STORE = "store";

    private static final String DEFINITION = """
            sync: goods
            systems:
              crm: {id: id, modified: modified, marker: synced_by}
              erp: {id: id, modified: updatedAt, marker: syncedBy, lag: 0s}
              shop: {id: id, modified: modified, marker: synced_by}
            match: [code]
            fields:
              code:   {crm: code,   erp: number,       shop: code}
              name:   {crm: name,   erp: title,        shop: name}
              city:   {crm: city,   erp: address.city, shop: city}
              amount: {crm: amount, erp: amount,       shop: amount, type: number, as: {erp: text}}
            conflicts: field-merge
            deletes: {shop: {soft: {gone: true}}}
            limits: {deletes: none, blanks: none}
            """;

    private static final String ROUTES = """
            - route:
                id: goods-look
                from:
                  uri: "timer:goods-look?period=700"
                  steps:
                    - to: "sync:goods/crm?action=poll"
                    - to: "sync:goods/shop?action=poll"
            - route:
                id: goods-look-erp
                from:
                  uri: "timer:goods-look-erp?period={{erp.period}}"
                  steps:
                    - to: "sync:goods/erp?action=poll"
            - route:
                id: goods-crm
                from:
                  uri: "sync:goods/crm"
                  steps:
                    - to: "kamelet:jdbc-table?database=crm&table=goods&modified=modified&changes=log&install=true"
            - route:
                id: goods-shop
                from:
                  uri: "sync:goods/shop"
                  steps:
                    - to: "kamelet:jdbc-table?database=shop&table=goods&modified=modified&changes=modified"
            - route:
                id: goods-erp
                from:
                  uri: "sync:goods/erp"
                  steps:
                    - to:
                        uri: "kamelet:rest-resource"
                        parameters:
                          address: "{{erp.url}}"
                          modified: updatedAt
                          list: items
                          paging: page
                          pageParam: page
                          sizeParam: size
                          pageSize: 40
                          etag: true
                          findBy: query
                          requestTimeout: 4s
            """;

    private static final String BY_LOG = """
                    - to: "kamelet:jdbc-table?database=crm&table=goods&modified=modified&changes=log&install=true"
            """;
    private static final String BY_STREAM = """
                    - to: "kamelet:jdbc-table?database=crm&table=goods&modified=modified&changes=cdc"
            - route:
                id: goods-crm-stream
                from:
                  uri: "sync-jdbc:crm/goods?changes=cdc"
                  steps:
                    - to: "sync:goods/crm"
            """;

    private final Path routes;
    private final Path definition;
    final DatabaseServer server;
    final SimulatedErp erp;
    final ErpWebhooks webhooks;
    final Map<String, PeoplesSystem> systems = new LinkedHashMap<>();
    final List<BridgeProcess> instances = new ArrayList<>();
    final BridgeStore store;

    /**
     * @param name of the folder below {@code target} where the instances run
     * @param erpPeriod how many milliseconds lie between two scans of the ERP
     * @param options of the instances' virtual machines
     */
    World(String name, int size, Duration erpSkew, int erpPeriod, long seed, String... options) throws IOException {
        this(name, size, erpSkew, erpPeriod, seed, Map.of(), options);
    }

    /** @param more settings of the instances */
    World(String name, int size, Duration erpSkew, int erpPeriod, long seed, Map<String, String> more, String... options)
            throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), name + "-");
        routes = Files.createDirectories(folder.resolve("routes"));
        definition = routes.resolve("goods.sync.yaml");
        define(UnaryOperator.identity());
        Files.writeString(routes.resolve("goods.camel.yaml"), ROUTES);
        server = new DatabaseServer();
        server.create(STORE);
        store = new BridgeStore(server.as(STORE));
        erp = new SimulatedErp(erpSkew, seed);
        systems.put("crm", new TableSystem("crm", false, server));
        systems.put("erp", erp);
        systems.put("shop", new TableSystem("shop", true, server));
        for (int i = 0; i < size; i++) {
            Map<String, String> settings = settings(routes, erpPeriod);
            settings.put("quarkus.transaction-manager.node-name", "instance-" + i);
            settings.putAll(more);
            instances.add(new BridgeProcess(folder.resolve("instance-" + i), settings, options));
        }
        webhooks = new ErpWebhooks(this::webhookAddresses, seed);
        erp.tell(webhooks::send);
    }

    private Map<String, String> settings(Path routes, int erpPeriod) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("bridge.routes", routes.toAbsolutePath().toString());
        database(settings, "bridge.store", STORE);
        database(settings, "bridge.databases.crm", "crm");
        database(settings, "bridge.databases.shop", "shop");
        settings.put("bridge.webhooks.\"goods/erp\".keys", ErpWebhooks.KEY);
        settings.put("erp.url", erp.address());
        settings.put("erp.period", Integer.toString(erpPeriod));
        return settings;
    }

    private void database(Map<String, String> settings, String prefix, String database) {
        settings.put(prefix + ".url", server.url(database));
        settings.put(prefix + ".username", DatabaseServer.BRIDGE);
        settings.put(prefix + ".password", DatabaseServer.PASSWORD);
    }

    private List<URI> webhookAddresses() {
        return instances.stream().filter(BridgeProcess::isAlive).map(instance -> instance.at("/webhooks/goods/erp")).toList();
    }

    /** Has the bridge hear of the CRM's changes by its database's own log, instead of by a change log of triggers. */
    void streamCrm() throws IOException {
        Files.writeString(routes.resolve("goods.camel.yaml"), ROUTES.replace(BY_LOG, BY_STREAM));
    }

    /** Writes the definition file, changed; instances read it when they start. */
    void define(UnaryOperator<String> change) throws IOException {
        Files.writeString(definition, change.apply(DEFINITION));
    }

    void startAll() throws IOException {
        for (BridgeProcess instance : instances) {
            instance.start();
        }
    }

    TableSystem table(String system) {
        return (TableSystem) systems.get(system);
    }

    /** Returns everything that has happened in all systems, each system's in its order. */
    Map<String, List<Act>> journals() {
        var journals = new LinkedHashMap<String, List<Act>>();
        systems.forEach((name, system) -> journals.put(name, system.journal()));
        return journals;
    }

    int acts() {
        return journals().values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void close() throws IOException {
        instances.forEach(BridgeProcess::close);
        webhooks.close();
        erp.close();
        server.close();
    }
}
