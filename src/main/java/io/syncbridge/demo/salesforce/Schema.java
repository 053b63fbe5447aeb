package io.syncbridge.demo.salesforce;

import static io.syncbridge.demo.salesforce.Field.of;
import static io.syncbridge.demo.salesforce.Field.system;
import static io.syncbridge.demo.salesforce.Field.text;
import static io.syncbridge.demo.salesforce.FieldType.BOOLEAN;
import static io.syncbridge.demo.salesforce.FieldType.CURRENCY;
import static io.syncbridge.demo.salesforce.FieldType.DATETIME;
import static io.syncbridge.demo.salesforce.FieldType.EMAIL;
import static io.syncbridge.demo.salesforce.FieldType.ID;
import static io.syncbridge.demo.salesforce.FieldType.INT;
import static io.syncbridge.demo.salesforce.FieldType.PHONE;
import static io.syncbridge.demo.salesforce.FieldType.PICKLIST;
import static io.syncbridge.demo.salesforce.FieldType.REFERENCE;
import static io.syncbridge.demo.salesforce.FieldType.TEXTAREA;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of the simulated organization. Another object is another entry in {@link #ALL}. */
final class Schema {

    private static final List<String> INDUSTRIES = List.of("Agriculture", "Apparel", "Banking", "Biotechnology", "Chemicals",
            "Communications", "Construction", "Consulting", "Education", "Electronics", "Energy", "Engineering",
            "Entertainment", "Environmental", "Finance", "Food & Beverage", "Government", "Healthcare", "Hospitality",
            "Insurance", "Machinery", "Manufacturing", "Media", "Not For Profit", "Recreation", "Retail", "Shipping",
            "Technology", "Telecommunications", "Transportation", "Utilities", "Other");

    static final SObject USER = object("User", "User", "Users", "005",
            text("Username", "Username", 80).asRequired(), text("Name", "Full Name", 121), of("Email", "Email", EMAIL, 128));

    static final SObject ACCOUNT = object("Account", "Account", "Accounts", "001",
            text("Name", "Account Name", 255).asRequired(),
            text("AccountNumber", "Account Number", 40),
            of("Phone", "Account Phone", PHONE, 40),
            of("Fax", "Account Fax", PHONE, 40),
            of("Website", "Website", FieldType.URL, 255),
            of("Industry", "Industry", PICKLIST, 255).restrictedTo(INDUSTRIES),
            of("Type", "Account Type", PICKLIST, 255),
            of("AnnualRevenue", "Annual Revenue", CURRENCY, 0),
            of("NumberOfEmployees", "Employees", INT, 0),
            of("BillingStreet", "Billing Street", TEXTAREA, 255).in("BillingAddress"),
            text("BillingCity", "Billing City", 40).in("BillingAddress"),
            text("BillingState", "Billing State/Province", 80).in("BillingAddress"),
            text("BillingPostalCode", "Billing Zip/Postal Code", 20).in("BillingAddress"),
            text("BillingCountry", "Billing Country", 80).in("BillingAddress"),
            of("Description", "Account Description", TEXTAREA, 32000),
            text("LastSyncSource__c", "Last Sync Source", 80),
            text("SyncId__c", "Sync Id", 80).asExternalId());

    static final SObject CONTACT = object("Contact", "Contact", "Contacts", "003",
            text("Salutation", "Salutation", 40).in("Name"),
            text("FirstName", "First Name", 40).in("Name"),
            text("LastName", "Last Name", 80).asRequired().in("Name"),
            text("Name", "Full Name", 121).readOnly(),
            of("AccountId", "Account ID", REFERENCE, 18).to("Account"),
            of("Email", "Email", EMAIL, 80),
            of("Phone", "Business Phone", PHONE, 40),
            of("MobilePhone", "Mobile Phone", PHONE, 40),
            text("Title", "Title", 128),
            text("Department", "Department", 80),
            of("Description", "Contact Description", TEXTAREA, 32000),
            text("LastSyncSource__c", "Last Sync Source", 80),
            text("SyncId__c", "Sync Id", 80).asExternalId());

    static final List<SObject> ALL = List.of(USER, ACCOUNT, CONTACT);

    private Schema() {
    }

    private static SObject object(String name, String label, String plural, String prefix, Field... own) {
        List<Field> before = List.of(system("Id", label + " ID", ID), system("IsDeleted", "Deleted", BOOLEAN));
        List<Field> after = List.of(
                of("OwnerId", "Owner ID", REFERENCE, 18).to("User"),
                system("CreatedDate", "Created Date", DATETIME),
                system("CreatedById", "Created By ID", REFERENCE).to("User"),
                system("LastModifiedDate", "Last Modified Date", DATETIME),
                system("LastModifiedById", "Last Modified By ID", REFERENCE).to("User"),
                system("SystemModstamp", "System Modstamp", DATETIME));
        return new SObject(name, label, plural, prefix,
                Stream.of(before, List.of(own), after).flatMap(List::stream).toList());
    }

    static Optional<SObject> find(String name) {
        return ALL.stream().filter(object -> object.name().equalsIgnoreCase(name)).findFirst();
    }

    /** @throws ApiException 404 as the REST API answers for an unknown object */
    static SObject named(String name) {
        return find(name).orElseThrow(ApiException::missing);
    }

    static Optional<SObject> ofId(String id) {
        return ALL.stream().filter(object -> id.startsWith(object.prefix())).findFirst();
    }
}
