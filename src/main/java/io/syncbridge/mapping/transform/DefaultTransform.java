package io.syncbridge.mapping.transform;
public final class DefaultTransform implements Transform { final Transform t; final Object d; public DefaultTransform(Transform t, Object d) { this.t = t; this.d = d; }
 public Object toCanonical(Object v) { return v == null ? d : t.toCanonical(v); } public Object fromCanonical(Object v) { return t.fromCanonical(v); } public boolean takesBlank() { return true; } public String loss() { return t.loss(); } }
