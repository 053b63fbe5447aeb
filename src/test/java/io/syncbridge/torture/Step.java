package io.syncbridge.torture;

/**
 * One step of a script.
 *
 * @param pause how many milliseconds to wait before it
 */
record Step(int pause, Deed deed) {

    /** What is done. The values of a step are numbered, so that each is the only one of its kind. */
    sealed interface Deed {
    }

    record Create(String system, String key, int number) implements Deed {
    }

    record Edit(String system, String key, String field, int number) implements Deed {
    }

    record Delete(String system, String key) implements Deed {
    }

    record Restore(String system, String key, int number) implements Deed {
    }

    /** An instance is killed; or started again, if it is not running. */
    record KillOrStart(int instance) implements Deed {
    }

    record CutDatabase(String database) implements Deed {
    }

    record ErpFault(Fault fault) implements Deed {
    }

    record BadWebhooks(boolean bad) implements Deed {
    }
}
