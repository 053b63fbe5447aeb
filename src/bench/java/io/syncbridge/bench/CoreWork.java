package io.syncbridge.bench;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.SyncDefinition;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.BooleanType;
import io.syncbridge.mapping.transform.CurrencyType;
import io.syncbridge.mapping.transform.NumberType;
import io.syncbridge.mapping.transform.PhoneType;
import io.syncbridge.mapping.transform.TextType;
import io.syncbridge.model.CanonicalRecord;
import io.syncbridge.model.RecordRef;
import io.syncbridge.reconcile.Absorbed;
import io.syncbridge.reconcile.Intent;
import io.syncbridge.reconcile.Observation;
import io.syncbridge.reconcile.Presence;
import io.syncbridge.reconcile.Reconcile;
import io.syncbridge.reconcile.Thing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the bridge decides for one record, without any system or store: mapping and reconciling. */
@State(Scope.Benchmark)
public class CoreWork {

    static final SyncDefinition SYNC = new DefinitionReader(new TransformTypes(List.of(new TextType(), new PhoneType(),
            new NumberType(), new CurrencyType(), new BooleanType())), expression -> record -> null).read("micro.sync.yaml", """
            sync: micro
            systems: {crm: , erp: }
            match: [email]
            fields:
              name: {crm: Name, erp: [firstName, lastName]}
              email: {crm: Email, erp: contact.email, case: lower}
              phone: {crm: Phone, erp: contact.phone, type: phone, region: US, format: {crm: "+1 (xxx) xxx-xxxx", erp: e164}}
              industry: {crm: Industry, erp: branch, values: {Banking: bank, Energy: power}}
              revenue: {crm: Revenue, erp: turnover, type: {crm: currency, erp: number}, locale: en-US, currency: USD}
              active: {crm: Active, erp: active, type: boolean}
              street: {crm: Street, erp: address.street}
              city: {crm: City, erp: address.city}
              code: {crm: Code, erp: code}
              notes: {crm: Notes, erp: notes}
            """).syncs().get(0);

    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

    private final Map<String, Object> record = record();
    private final CanonicalRecord canonical = SYNC.mapping().toCanonical("crm", record).value();
    private final Thing agreed = agreed(canonical, "1");
    private final Observation edit = seen("crm", "1", canonical.with(new CanonicalRecord(Map.of("city", "Oslo"))), 10);
    private final Observation echo = seen("erp", "1", canonical, 10);

    private static Map<String, Object> record() {
        var record = new LinkedHashMap<String, Object>();
        record.put("Name", "Ann Lee");
        record.put("Email", "Ann.Lee@example.org");
        record.put("Phone", "+1 (415) 555-2671");
        record.put("Industry", "Energy");
        record.put("Revenue", "$1,250,000.50");
        record.put("Active", true);
        record.put("Street", "1 Main Street");
        record.put("City", "Bergen");
        record.put("Code", "A-1");
        record.put("Notes", "Some words about Ann Lee");
        return record;
    }

    static Observation seen(String system, String id, CanonicalRecord values, int second) {
        Instant time = TIME.plusSeconds(second);
        return new Observation(new RecordRef(system, id), Presence.PRESENT, values, time, Integer.toString(second), time);
    }

    /** A thing that both systems hold alike. */
    static Thing agreed(CanonicalRecord values, String id) {
        Thing one = Reconcile.absorb(Thing.unknown("thing-" + id), seen("crm", id, values, 1), SYNC.policy()).thing();
        return Reconcile.absorb(one, seen("erp", id, values, 2), SYNC.policy()).thing();
    }

    static CanonicalRecord values(int number) {
        var values = new LinkedHashMap<String, Object>();
        SYNC.policy().fields().keySet().forEach(field -> values.put(field, field + " of number " + number));
        values.put("revenue", BigDecimal.valueOf(number));
        values.put("active", number % 2 == 0);
        return new CanonicalRecord(values);
    }

    @Benchmark
    public Object mappedIn() {
        return SYNC.mapping().toCanonical("crm", record);
    }

    @Benchmark
    public Object mappedOut() {
        return SYNC.mapping().fromCanonical("erp", canonical);
    }

    @Benchmark
    public List<Intent> editReconciled() {
        Absorbed absorbed = Reconcile.absorb(agreed, edit, SYNC.policy());
        return Reconcile.plan(absorbed.thing(), SYNC.policy());
    }

    @Benchmark
    public List<Intent> echoReconciled() {
        Absorbed absorbed = Reconcile.absorb(agreed, echo, SYNC.policy());
        return Reconcile.plan(absorbed.thing(), SYNC.policy());
    }
}
