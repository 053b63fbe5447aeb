package io.syncbridge.reconcile.policy;

/** Each contested field goes to the system that edited this field last. */
public record FieldMerge() implements ConflictPolicy {

    @Override
    public String name() {
        return "field-merge";
    }

    @Override
    public Ruling rule(Contest contest) {
        return Newest.of(contest, Claim::fieldTime);
    }
}
