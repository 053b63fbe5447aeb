package io.syncbridge.demo.salesforce;

/** A query that cannot be run, with the place in it as Salesforce shows it. */
final class SoqlException extends ApiException {

    private static final int SHOWN_AROUND = 40;

    private SoqlException(String code, String message) {
        super(400, code, message);
    }

    static SoqlException malformed(String query, int at, String why) {
        return new SoqlException("MALFORMED_QUERY", shown(query, at, why));
    }

    static SoqlException noField(String query, SoqlQuery.Path path, SObject object) {
        return new SoqlException("INVALID_FIELD", shown(query, path.at(), "No such column '" + path.name() + "' on entity '"
                + object.name() + "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom"
                + " field name. Please reference your WSDL or the describe call for the appropriate names."));
    }

    static SoqlException badValue(String query, SoqlQuery.Path path, String why) {
        return new SoqlException("INVALID_FIELD", shown(query, path.at(), why));
    }

    static SoqlException noObject(String query, String name, int at) {
        return new SoqlException("INVALID_TYPE", shown(query, at, "sObject type '" + name + "' is not supported. If you are"
                + " attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your"
                + " WSDL or the describe call for the appropriate names."));
    }

    private static String shown(String query, int at, String why) {
        String line = query.replaceAll("[\\r\\n]", " ");
        int from = Math.max(0, at - SHOWN_AROUND);
        String part = line.substring(from, Math.min(line.length(), at + SHOWN_AROUND));
        return "\n" + part + "\n" + " ".repeat(at - from) + "^\nERROR at Row:1:Column:" + (at + 1) + "\n" + why;
    }
}
