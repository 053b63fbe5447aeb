package io.syncbridge.definition;

import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.BooleanType;
import io.syncbridge.mapping.transform.CurrencyType;
import io.syncbridge.mapping.transform.DateTimeType;
import io.syncbridge.mapping.transform.DateType;
import io.syncbridge.mapping.transform.JsonType;
import io.syncbridge.mapping.transform.NumberType;
import io.syncbridge.mapping.transform.PhoneType;
import io.syncbridge.mapping.transform.TextType;
import io.syncbridge.model.CanonicalRecord;
import java.util.List;
import java.util.function.Function;

/** A definition that uses every key, and a reader for it. */
final class Samples {

    static final String FILE = "accounts.sync.yaml";

    static final String ACCOUNTS = """
            # every key of the format once
            sync: accounts
            direction: both
            systems:
              crm: {id: Id, modified: ModifiedAt, marker: SyncedBy}
              erp: {id: no}
            match: [number, [name, city]]
            fields:
              number: {crm: Number, erp: acc_no}
              name: {crm: [First, Last], erp: title, join: " ", split: last, required: {erp: true}}
              city: {crm: address.city, erp: city, blanks: overwrite}
              phone: {crm: Phone, erp: tel, type: phone, region: US, conflicts: {source-of-truth: crm}}
              status: {crm: Status, erp: state, values: {Active: A, New: A, Closed: C}, back: {A: Active}, else: fail, direction: crm -> erp}
              revenue: {crm: Revenue, erp: turnover, type: {crm: currency, erp: number}}
              country: {crm: Country, erp: country, default: {erp: DE}, direction: erp -> crm}
              origin: {erp: origin, constant: crm}
              label: {erp: label, simple: "${body[name]}"}
            conflicts: field-merge
            first-contact: {prefer: crm}
            blanks: keep
            deletes: {crm: ignore, erp: {soft: {inactive: true}}}
            orphans: warn
            batch: {every: 5m, size: 200, settle: {crm: 30s}, longest: 5m, quiet: "22:00-06:00", zone: Europe/Berlin}
            limits: {deletes: {percent: 5, count: 50}}
            examples:
              - crm: {Number: A-1, First: Ann, Last: Lee, address: {city: Bern}, Status: New}
                erp: {acc_no: A-1, title: Ann Lee, city: Bern, state: A, origin: crm}
            """;

    private Samples() {
    }

    static DefinitionReader reader() {
        return new DefinitionReader(SampleTypes.all(), Samples::compile);
    }

    /** The types that the bridge ships, for what is shipped with it: the schema and the reference. */
    static TransformTypes shippedTypes() {
        return new TransformTypes(List.of(new TextType(), new PhoneType(), new NumberType(), new CurrencyType(), new BooleanType(), new JsonType(),
                new DateType(), new DateTimeType()));
    }

    static DefinitionReader shippedReader() {
        return new DefinitionReader(shippedTypes(), Samples::compile);
    }

    static SyncDefinition read(String yaml) {
        return only(reader().read(FILE, yaml));
    }

    static SyncDefinition only(Definitions definitions) {
        if (definitions.syncs().isEmpty()) {
            throw new AssertionError("No definition: " + definitions.problems());
        }
        return definitions.syncs().get(0);
    }

    /** Knows one expression form only, {@code ${body[field]}}; the real compiler belongs to Camel. */
    private static Function<CanonicalRecord, Object> compile(String expression) {
        if (!expression.startsWith("${body[") || !expression.endsWith("]}")) {
            throw new IllegalArgumentException("`" + expression + "` is no expression.");
        }
        String field = expression.substring(7, expression.length() - 2);
        return record -> record.get(field);
    }
}
