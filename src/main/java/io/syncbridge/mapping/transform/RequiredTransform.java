package io.syncbridge.mapping.transform;

/** Refuses to write a blank to a system that would refuse it; what the system holds is read as it is. */
public final class RequiredTransform implements Transform {

    private final Transform transform;

    /** @param transform for values that are not blank */
    public RequiredTransform(Transform transform) {
        this.transform = transform;
    }

    @Override
    public Object toCanonical(Object systemValue) {
        return systemValue == null && !transform.takesBlank() ? null : transform.toCanonical(systemValue);
    }

    @Override
    public Object fromCanonical(Object canonicalValue) {
        Object value = canonicalValue == null && !transform.takesBlank() ? null : transform.fromCanonical(canonicalValue);
        if (value == null) {
            throw new UnmappableValueException("The system requires a value here.");
        }
        return value;
    }

    @Override
    public String loss() {
        return transform.loss();
    }

    @Override
    public boolean lists(Object systemValue) {
        return transform.lists(systemValue);
    }

    @Override
    public boolean listsCanonical(Object canonicalValue) {
        return transform.listsCanonical(canonicalValue);
    }

    @Override
    public boolean takesBlank() {
        return true;
    }
}
