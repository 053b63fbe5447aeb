package io.syncbridge.pipeline;

import io.syncbridge.reconcile.Intent;
import java.util.List;

/** Where a part of a batch goes next; what the content-based router looks at. */
public sealed interface Decision {

    Batch batch();

    /** What one thing needs in one system. */
    record Step(String syncId, Intent intent) {
    }

    /** Write to a system. */
    record Apply(Batch batch, String system, List<Step> steps) implements Decision {
    }

    /** Missing records, about which a person decides. */
    record Review(Batch batch, List<Step> steps) implements Decision {
    }

    /** Missing records that are only warned of. */
    record Orphan(Batch batch, List<Step> steps) implements Decision {
    }

    /** Nothing to do: all systems agree, or the answer waits for a person. */
    record Skip(Batch batch, List<String> syncIds) implements Decision {
    }
}
