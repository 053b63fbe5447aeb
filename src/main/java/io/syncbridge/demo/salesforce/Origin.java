package io.syncbridge.demo.salesforce;

/**
 * Through which door a change came, and whose it is.
 *
 * @param changeOrigin what change events say of it, like {@code com/salesforce/api/rest/59.0;client=NAME}
 * @param user the id of the user who made it
 */
record Origin(String changeOrigin, String user) {

    /** A person in the user interface. */
    static final Origin PERSON = new Origin("", Ids.PERSON);

    /** @param options the header {@code Sforce-Call-Options}, like {@code client=NAME}; {@code null} for none */
    static Origin api(String kind, String version, String options) {
        String client = "";
        for (String option : options == null ? new String[0] : options.split("[,;]")) {
            if (option.strip().startsWith("client=")) {
                client = ";" + option.strip();
            }
        }
        return new Origin("com/salesforce/api/" + kind + "/" + version.replace("v", "") + client, Ids.USER);
    }
}
