package io.syncbridge.operate;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.BooleanType;
import io.syncbridge.mapping.transform.NumberType;
import io.syncbridge.mapping.transform.PhoneType;
import io.syncbridge.mapping.transform.TextType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A definition to operate on. */
public final class TestSync {

    private static final String CONTACTS = """
            sync: contacts
            systems: {crm: {id: id}, erp: {id: no}}
            match: []
            doubles: accepted
            fields:
              phone:  {crm: phone, erp: contact.phone, type: phone, region: US, format: {crm: national, erp: e164}}
              salary: {crm: salary, erp: pay.salary, type: number, private: true}
              active: {crm: active, erp: active, type: boolean}
              nick:   {crm: nick, erp: nick}
              name:   {crm: name, erp: name}
            title: name
            conflicts: review
            """;

    private TestSync() {
    }

    public static Definitions contacts() {
        return of(CONTACTS);
    }

    /** Returns what is read of a definition. */
    public static Definitions of(String definition) {
        try {
            Path folder = Files.createTempDirectory("definitions");
            Files.writeString(folder.resolve("contacts.sync.yaml"), definition);
            Definitions read = new DefinitionReader(new TransformTypes(List.of(new TextType(), new PhoneType(), new NumberType(),
                    new BooleanType())), expression -> record -> null).read(folder);
            if (!read.problems().isEmpty()) {
                throw new AssertionError(read.problems());
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
