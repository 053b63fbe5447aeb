package io.syncbridge.connector.jdbc;

class PostgreSqlStoredKeysIT extends StoredKeysContract {

    @Override
    TestDatabase database() {
        return TestServers.postgreSql();
    }

    @Override
    String generatedKey() {
        return "serial";
    }

    @Override
    String[] capitals() {
        return trigger("NEW.code := upper(NEW.code); RETURN NEW;");
    }

    @Override
    String[] dropping() {
        return trigger("RETURN NULL;");
    }

    private static String[] trigger(String body) {
        return new String[] {
            "CREATE OR REPLACE FUNCTION on_goods() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN " + body + " END'",
            "CREATE TRIGGER on_goods BEFORE INSERT OR UPDATE ON goods FOR EACH ROW EXECUTE FUNCTION on_goods()"};
    }
}
