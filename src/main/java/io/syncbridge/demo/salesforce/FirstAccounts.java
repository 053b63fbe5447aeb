package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The accounts of a new organization, entered by people with different habits. */
final class FirstAccounts {

    private record Account(String name, String phone, String industry, Double revenue, Integer employees, String city, String state,
            String website) {
    }

    private static final List<Account> ALL = List.of(
            new Account("Acme Farms", "(415) 555-0100", "Agriculture", 1_200_000.0, 85, "Fresno", "CA", "https://acmefarms.example.com"),
            new Account("Harbor Bank", "415-555-0134", "Banking", 350_000_000.0, 1200, "San Francisco", "CA", "harborbank.example.com"),
            new Account("Cascade Biotech", "+1 206 555 0111", "Biotechnology", 48_500_000.0, 230, "Seattle", "WA", null),
            new Account("Pioneer Construction", "303.555.0147", "Construction", 9_750_000.5, 140, "Denver", "CO", "www.pioneer.example.com"),
            new Account("Lone Star Energy", "12145550162", "Energy", 1_875_000_000.0, 5400, "Dallas", "TX", "https://lonestar.example.com"),
            new Account("Bay Street Finance", "(212)555-0178", "Finance", 22_000_000.0, 61, "New York", "NY", null),
            new Account("Prairie Healthcare Group", "312 555 0183 ext. 12", "Healthcare", 64_300_000.0, 910, "Chicago", "IL", "prairie.example.com"),
            new Account("Great Lakes Manufacturing", "1 (313) 555-0191", "Manufacturing", 130_000_000.0, 2050, "Detroit", "MI", null),
            new Account("Sunset Media", null, "Media", 3_400_000.0, 38, "Los Angeles", "CA", "https://sunset.example.com"),
            new Account("Peachtree Retail", "4045550126", "Retail", null, 420, "Atlanta", "GA", null),
            new Account("Silicon Forest Technology", "+15035550139", "Technology", 15_600_000.0, 95, "Portland", "OR", "https://forest.example.com"),
            new Account("Atlantic Shipping & Co.", "(305) 555-0155", "Shipping", 78_000_000.0, 640, "Miami", "FL", null));

    private FirstAccounts() {
    }

    /** Adds the user and the accounts to an organization without any. They are old news: no events tell of them. */
    static void addTo(OrgDatabase database, OrgClock clock) {
        database.write(handle -> {
            boolean empty = handle.createQuery("select not exists (select 1 from \"User\")").mapTo(boolean.class).one();
            if (empty) {
                fill(handle, clock);
            }
            return null;
        });
    }

    private static void fill(Handle handle, OrgClock clock) {
        insert(handle, clock, Schema.USER, Ids.USER,
                Json.object().put("Username", Login.DEMO).put("Name", "Demo User").put("Email", "demo@example.com"));
        insert(handle, clock, Schema.USER, Ids.PERSON,
                Json.object().put("Username", "person").put("Name", "Person in the Browser").put("Email", "person@example.com"));
        for (int i = 0; i < ALL.size(); i++) {
            Account account = ALL.get(i);
            insert(handle, clock, Schema.ACCOUNT, Rows.nextId(handle, Schema.ACCOUNT), Json.object()
                    .put("Name", account.name()).put("AccountNumber", "A-" + (1001 + i)).put("Phone", account.phone())
                    .put("Industry", account.industry()).put("AnnualRevenue", account.revenue())
                    .put("NumberOfEmployees", account.employees()).put("BillingCity", account.city())
                    .put("BillingState", account.state()).put("BillingCountry", "USA").put("Website", account.website()));
        }
    }

    private static void insert(Handle handle, OrgClock clock, SObject object, String id, ObjectNode values) {
        var row = Validation.read(object, values, true);
        Object now = Times.column(clock.now());
        row.put("Id", id);
        row.put("IsDeleted", false);
        row.put("OwnerId", Ids.USER);
        row.put("CreatedById", Ids.USER);
        row.put("LastModifiedById", Ids.USER);
        List.of("CreatedDate", "LastModifiedDate", "SystemModstamp").forEach(field -> row.put(field, now));
        Rows.insert(handle, object, row);
    }
}
