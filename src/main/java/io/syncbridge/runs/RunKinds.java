package io.syncbridge.runs;

import io.quarkus.arc.All;
import io.syncbridge.store.Runs;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The kinds of runs that there are. */
@Singleton
public class RunKinds {

    private final List<RunKind> kinds;

    public RunKinds(@All List<RunKind> kinds) {
        this.kinds = kinds;
    }

    public Optional<RunKind> find(Runs.Kind kind) {
        return kinds.stream().filter(one -> one.kind() == kind).findFirst();
    }
}
