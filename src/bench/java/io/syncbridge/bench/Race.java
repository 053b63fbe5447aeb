package io.syncbridge.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Everyone who takes part, one after the other, each on two databases of its own. */
final class Race {

    private static final Set<String> WANTED = Set.of(System.getProperty("bench.contenders",
            "bridge,symmetricds,route,replication,limits").split(","));

    private static final Map<String, Making> CONTENDERS = new LinkedHashMap<>();

    static {
        CONTENDERS.put("bridge", Bridge::new);
        CONTENDERS.put("symmetricds", SymmetricDs::new);
        CONTENDERS.put("route", PlainRoute::new);
        CONTENDERS.put("replication", LogicalReplication::new);
    }

    private interface Making {
        Contender make(Pair pair) throws Exception;
    }

    interface Measuring {
        void measure(Contender contender, Pair pair) throws Exception;
    }

    private Race() {
    }

    /** Whether {@code -Dbench.contenders} names it, or there is none. */
    static boolean isWanted(String key) {
        return WANTED.contains(key);
    }

    static void run(Servers servers, String name, Measuring measuring) throws Exception {
        for (Map.Entry<String, Making> one : CONTENDERS.entrySet()) {
            if (isWanted(one.getKey())) {
                Pair pair = Pair.create(servers, name + "_" + one.getKey());
                try (Contender contender = one.getValue().make(pair)) {
                    measuring.measure(contender, pair);
                }
            }
        }
    }
}
