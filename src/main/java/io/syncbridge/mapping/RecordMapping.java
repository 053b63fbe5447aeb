package io.syncbridge.mapping;
import io.syncbridge.model.*;
import java.util.*;
public final class RecordMapping implements Mapping {
  private final List<FieldMapping> fs;
  public RecordMapping(List<FieldMapping> fs) { this.fs = fs; }
  static Object get(Map<?, ?> m, String path) { Object v = m; for (String s : path.split("\\.")) { if (!(v instanceof Map<?, ?> mm) || !mm.containsKey(s)) return Optional.empty(); v = mm.get(s); } return v; }
  @SuppressWarnings("unchecked") static void put(Map<String, Object> m, String path, Object v) { int i = path.indexOf('.'); if (i < 0) m.put(path, v); else put((Map<String, Object>) m.computeIfAbsent(path.substring(0, i), k -> new LinkedHashMap<>()), path.substring(i + 1), v); }
  public Mapped<CanonicalRecord> toCanonical(String system, Map<String, Object> record) {
    var m = new LinkedHashMap<String, Object>(); var p = new ArrayList<Problem>();
    for (var f : fs) { var b = f.bindings().get(system); if (b == null) continue;
      var vs = b.paths().stream().map(x -> get(record, x.text())).toList(); if (vs.contains(Optional.empty())) continue;
      Object v = vs.size() == 1 ? vs.get(0) : vs.get(0) + b.parts().separator() + vs.get(1);
      try { m.put(f.field(), v == null && !b.transform().takesBlank() ? null : b.transform().toCanonical(v)); } catch (RuntimeException e) { p.add(new Problem("unmappable", f.field(), e.getMessage(), "")); } }
    return new Mapped<>(new CanonicalRecord(m), p); }
  public Mapped<Map<String, Object>> fromCanonical(String system, CanonicalRecord r) {
    var m = new LinkedHashMap<String, Object>(); var p = new ArrayList<Problem>();
    for (var f : fs) { var b = f.bindings().get(system); if (b == null || !r.has(f.field())) continue;
      try { Object v = r.get(f.field()) == null ? null : b.transform().fromCanonical(r.get(f.field()));
       if (b.paths().size() == 1) put(m, b.paths().get(0).text(), v); else { String s = (String) v; int i = s.lastIndexOf(b.parts().separator()); put(m, b.paths().get(0).text(), s.substring(0, i)); put(m, b.paths().get(1).text(), s.substring(i + 1)); }
      } catch (RuntimeException e) { p.add(new Problem("unmappable", f.field(), e.getMessage(), "")); } }
    return new Mapped<>(m, p); }
}
