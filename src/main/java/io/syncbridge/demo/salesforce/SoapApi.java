package io.syncbridge.demo.salesforce;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.text.StringEscapeUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** {@code /services/Soap}: login and what only SOAP can do, undelete; partner ({@code u}) and enterprise ({@code c}). */
final class SoapApi {

    private final Sessions sessions;
    private final OrgClock clock;
    private final Records records;

    SoapApi(Sessions sessions, OrgClock clock, Records records) {
        this.sessions = sessions;
        this.clock = clock;
        this.records = records;
    }

    Reply handle(Request request) {
        List<String> parts = request.parts();
        boolean partner = parts.size() > 2 && parts.get(2).equals("u");
        String namespace = partner ? "urn:partner.soap.sforce.com" : "urn:enterprise.soap.sforce.com";
        String version = parts.size() > 3 ? parts.get(3) : "59.0";
        Document message;
        try {
            message = parse(request.body());
        } catch (SAXException unreadable) {
            return fault(new ApiException(500, "MALFORMED_SOAP", "The message is no XML: " + unreadable.getMessage()));
        }
        try {
            Element operation = operation(message);
            String name = operation.getLocalName();
            String result = name.equals("login") ? login(request, operation, version)
                    : inSession(name, message, operation, version);
            return Reply.text("text/xml;charset=UTF-8", envelope(namespace,
                    "<" + name + "Response>" + result + "</" + name + "Response>"));
        } catch (ApiException refused) {
            return fault(refused);
        }
    }

    static Document parse(String xml) throws SAXException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | java.io.IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Element operation(Document message) {
        Node body = message.getElementsByTagNameNS("*", "Body").item(0);
        for (Node child = body == null ? null : body.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                return element;
            }
        }
        throw new ApiException(500, "MALFORMED_SOAP", "The message has no operation.");
    }

    private String login(Request request, Element operation, String version) {
        if (!Login.isKnown(text(operation, "username").orElse(""), text(operation, "password").orElse(""))) {
            throw new ApiException(500, "INVALID_LOGIN", "Invalid username, password, security token; or user locked out.");
        }
        String server = request.base() + request.path().replaceFirst("/services/Soap/([uc])/.*", "/services/Soap/$1/" + version + "/")
                + Ids.ORGANIZATION.substring(0, 15);
        return "<result>" + element("metadataServerUrl", server.replaceFirst("/Soap/[uc]/", "/Soap/m/"))
                + element("passwordExpired", "false") + element("sandbox", "false") + element("serverUrl", server)
                + element("sessionId", sessions.open()) + element("userId", Ids.USER)
                + "<userInfo>" + userInfo() + "</userInfo></result>";
    }

    private String inSession(String operation, Document message, Element content, String version) {
        sessions.check(text(message.getDocumentElement(), "sessionId").orElse(""));
        return switch (operation) {
            case "getUserInfo" -> "<result>" + userInfo() + "</result>";
            case "getServerTimestamp" -> "<result>" + element("timestamp", clock.now().toString()) + "</result>";
            case "logout" -> {
                sessions.close(text(message.getDocumentElement(), "sessionId").orElse(""));
                yield "";
            }
            case "undelete" -> undelete(content, Origin.api("soap", version, text(message.getDocumentElement(), "client")
                    .map(client -> "client=" + client).orElse(null)));
            default -> throw new ApiException(500, "INVALID_OPERATION", "No operation " + operation + " is simulated.");
        };
    }

    private String undelete(Element content, Origin origin) {
        List<Write> writes = texts(content, "ids").stream().map(id -> (Write) new Write.Undelete(id)).toList();
        var results = new StringBuilder();
        for (Outcome outcome : records.apply(writes, false, origin)) {
            results.append("<result>");
            outcome.errors().forEach(error -> results.append("<errors>").append(element("message", error.message()))
                    .append(element("statusCode", error.code())).append("</errors>"));
            results.append(outcome.success() ? element("id", outcome.id()) : "<id xsi:nil=\"true\"/>")
                    .append(element("success", Boolean.toString(outcome.success()))).append("</result>");
        }
        return results.toString();
    }

    private static String userInfo() {
        var fields = new StringBuilder();
        Map.of("organizationId", Ids.ORGANIZATION, "organizationName", "Demo", "profileId", Ids.numbered("00e", 1),
                "sessionSecondsValid", "7200", "userEmail", "demo@example.com", "userFullName", "Demo User", "userId", Ids.USER,
                "userLanguage", "en_US", "userLocale", "en_US", "userName", Login.DEMO)
                .forEach((name, value) -> fields.append(element(name, value)));
        return fields.append(element("userTimeZone", "GMT")).append(element("userType", "Standard")).toString();
    }

    static String element(String name, String text) {
        return "<" + name + ">" + StringEscapeUtils.escapeXml10(text) + "</" + name + ">";
    }

    private static Optional<String> text(Element within, String name) {
        return texts(within, name).stream().findFirst();
    }

    private static List<String> texts(Element within, String name) {
        NodeList found = within.getElementsByTagNameNS("*", name);
        var texts = new ArrayList<String>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static String envelope(String namespace, String body) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns=\"" + namespace + "\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body>" + body
                + "</soapenv:Body></soapenv:Envelope>";
    }

    private static Reply fault(ApiException refused) {
        ApiError error = refused.errors().get(0);
        String type = error.code().equals("INVALID_LOGIN") ? "sf:LoginFault" : "sf:UnexpectedErrorFault";
        return new Reply(500, Map.of(), "text/xml;charset=UTF-8", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope"
                + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:sf=\"urn:fault.partner.soap.sforce.com\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soapenv:Body><soapenv:Fault>"
                + element("faultcode", "sf:" + error.code()) + element("faultstring", error.code() + ": " + error.message())
                + "<detail><" + type + " xsi:type=\"" + type + "\">" + element("sf:exceptionCode", error.code())
                + element("sf:exceptionMessage", error.message()) + "</" + type + "></detail></soapenv:Fault></soapenv:Body>"
                + "</soapenv:Envelope>");
    }
}
