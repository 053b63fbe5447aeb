package io.syncbridge.reconcile.policy;

/** A person decides; until then the field stays as it is on all sides. */
public record Review() implements ConflictPolicy {

    @Override
    public String name() {
        return "review";
    }

    @Override
    public Ruling rule(Contest contest) {
        return new Ruling.Undecided("the definition asks a person to decide");
    }
}
