package io.syncbridge.mapping.transform;
import java.util.*;
public final class ValuesTransform implements Transform { 
 public sealed interface Unknown { record Keep() implements Unknown {} record Fail() implements Unknown {} record Replace(Object value) implements Unknown {} }
 final Transform t; final Map<Object,Object> a, b; final Unknown u; public ValuesTransform(Transform t, Map<Object,Object> a, Map<Object,Object> back, Unknown u) { this.t = t; this.u = u; this.a = a; this.b = new HashMap<>(back); this.bk.addAll(back.keySet()); a.forEach((k, v) -> this.b.putIfAbsent(v, k)); }
 public Object toCanonical(Object v) { return b.containsKey(v) ? b.get(v) : other(v, t.toCanonical(v)); } public Object fromCanonical(Object v) { return a.containsKey(v) ? a.get(v) : other(v, t.fromCanonical(v)); }
 private Object other(Object v, Object kept) { if (u instanceof Unknown.Fail) throw new UnmappableValueException("`" + v + "` is not in the table"); return u instanceof Unknown.Replace r ? r.value() : kept; }
 public String loss() { if (u instanceof Unknown.Replace) return "unknown values are replaced"; 
   for (var e : a.entrySet()) if (!b.get(e.getValue()).equals(e.getKey()) && Collections.frequency(a.values(), e.getValue()) > 1 && b.size() < a.size() && !back(e.getValue())) return "several values become `" + e.getValue() + "`"; return null; }
 private boolean back(Object v) { return bk.contains(v); } Set<Object> bk = new HashSet<>(); { }
}
