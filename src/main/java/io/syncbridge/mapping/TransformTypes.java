package io.syncbridge.mapping;
import io.syncbridge.mapping.transform.TransformType;
import java.util.*;
public final class TransformTypes { private final List<TransformType> ts = new ArrayList<>();
  public TransformTypes(Iterable<TransformType> t) { t.forEach(ts::add); }
  public Optional<TransformType> find(String n) { return ts.stream().filter(t -> t.name().equals(n)).findFirst(); }
  public Collection<TransformType> all() { return ts; } }
