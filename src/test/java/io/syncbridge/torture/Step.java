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

    /** Two records exchange a value that only one of them may have. */
    record Swap(String system, String key, String other) implements Deed {
    }

    /** A record gets another one as its parent. */
    record Adopt(String system, String key, String parent) implements Deed {
    }

    /** Two new records that point to one another. */
    record CreateCircle(String system, String key, String other, int number) implements Deed {
    }

    /** A value that nobody can read stands in a table. */
    record SetUnreadable(String system, String key) implements Deed {
    }

    /** A column that no definition names comes or goes. */
    record ChangeTable(String system, int number) implements Deed {
    }

    /** An administrator takes back what the bridge has written in the last seconds; or carries out the plan of that. */
    record Undo(int seconds) implements Deed {
    }
}
