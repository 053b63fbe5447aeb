package io.syncbridge.mapping.transform;

/** Gives blank a meaning: where the value is blank, on either side, the default stands instead. */
public final class DefaultTransform implements Transform {

    private final Transform transform;
    private final Object value;

    /**
     * @param transform for values that are not blank, and for writing the default
     * @param value the default, a canonical value
     */
    public DefaultTransform(Transform transform, Object value) {
        this.transform = transform;
        this.value = Scalar.canonical(value);
    }

    @Override
    public Object toCanonical(Object systemValue) {
        Object canonical = systemValue == null && !transform.takesBlank() ? null : transform.toCanonical(systemValue);
        return canonical == null ? value : canonical;
    }

    @Override
    public Object fromCanonical(Object canonicalValue) {
        return transform.fromCanonical(canonicalValue == null ? value : canonicalValue);
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
