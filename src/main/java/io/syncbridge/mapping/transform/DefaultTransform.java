package io.syncbridge.mapping.transform;

/** Reads a blank as a default value; everything else is left to another transform. */
public final class DefaultTransform implements Transform {

    private final Transform inner;
    private final Object byDefault;

    /** @param byDefault the canonical value that stands for blank */
    public DefaultTransform(Transform inner, Object byDefault) {
        this.inner = inner;
        this.byDefault = byDefault;
    }

    @Override
    public Object toCanonical(Object systemValue) {
        Object value = systemValue == null ? null : inner.toCanonical(systemValue);
        return value == null ? byDefault : value;
    }

    @Override
    public Object fromCanonical(Object canonicalValue) {
        return inner.fromCanonical(canonicalValue == null ? byDefault : canonicalValue);
    }

    @Override
    public String loss() {
        return inner.loss();
    }

    @Override
    public boolean takesBlank() {
        return true;
    }
}
