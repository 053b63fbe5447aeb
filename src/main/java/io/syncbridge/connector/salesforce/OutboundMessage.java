package io.syncbridge.connector.salesforce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An Outbound Message: which records of one organization it is about.
 *
 * @param organization its id, of 15 or 18 letters
 */
record OutboundMessage(String organization, List<Notification> notifications) {

    static final String NAMESPACE = "http://soap.sforce.com/2005/09/outbound";

    private static final String ID = "[0-9A-Za-z]{15}|[0-9A-Za-z]{18}";

    /** @param id stays the same when Salesforce sends the notification again */
    record Notification(String id, String recordId) {
    }

    /** @throws IllegalArgumentException saying what is wrong with it, if it is no Outbound Message */
    static OutboundMessage read(byte[] xml) {
        Element root = parse(xml);
        NodeList found = root.getElementsByTagNameNS(NAMESPACE, "Notification");
        var notifications = new ArrayList<Notification>();
        for (int i = 0; i < found.getLength(); i++) {
            notifications.add(notification((Element) found.item(i), i));
        }
        if (notifications.isEmpty()) {
            throw new IllegalArgumentException("the message holds no Notification of " + NAMESPACE);
        }
        String organization = text(root.getElementsByTagNameNS(NAMESPACE, "OrganizationId").item(0));
        if (!organization.matches(ID)) {
            throw new IllegalArgumentException("the message has no OrganizationId");
        }
        return new OutboundMessage(organization, notifications);
    }

    private static Notification notification(Element notification, int index) {
        String id = text(child(notification, "Id"));
        String recordId = text(child(child(notification, "sObject"), "Id"));
        if (!id.matches(ID) || !recordId.matches(ID)) {
            throw new IllegalArgumentException("notification " + index + " has no Id, or its sObject has none");
        }
        return new Notification(id, recordId);
    }

    /** The namespace of a record's fields differs between organizations. */
    private static Node child(Node parent, String name) {
        for (Node child = parent == null ? null : parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (name.equals(child.getLocalName())) {
                return child;
            }
        }
        return null;
    }

    private static String text(Node element) {
        return element == null ? "" : element.getTextContent().strip();
    }

    /** Without a document type there is nothing that could be fetched or blown up. */
    private static Element parse(byte[] xml) {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
        } catch (SAXException | IOException notXml) {
            throw new IllegalArgumentException("the body is not XML that is taken: " + notXml.getMessage(), notXml);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
