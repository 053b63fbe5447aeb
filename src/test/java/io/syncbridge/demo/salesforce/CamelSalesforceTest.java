package io.syncbridge.demo.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.syncbridge.Patience;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.dto.AbstractDescribedSObjectBase;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.DeleteSObjectResult;
import org.apache.camel.component.salesforce.api.dto.SObjectDescription;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;
import org.apache.camel.component.salesforce.api.dto.bulkv2.Job;
import org.apache.camel.component.salesforce.api.dto.bulkv2.JobStateEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.OperationEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.QueryJob;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulated Salesforce as Camel's own component sees it. */
class CamelSalesforceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SimulatedSalesforce salesforce;
    private CamelContext camel;
    private ProducerTemplate producer;

    /** An account as collections carry it. */
    public static class Account extends AbstractDescribedSObjectBase {

        private String phone;

        public Account() {
            getAttributes().setType("Account");
        }

        @com.fasterxml.jackson.annotation.JsonProperty("Phone")
        public String getPhone() {
            return phone;
        }

        @com.fasterxml.jackson.annotation.JsonProperty("Phone")
        public void setPhone(String phone) {
            this.phone = phone;
        }

        @Override
        public SObjectDescription description() {
            return new SObjectDescription();
        }
    }

    @BeforeEach
    void start() throws Exception {
        salesforce = SimulatedSalesforce.start();
        camel = new DefaultCamelContext();
        var component = new SalesforceComponent();
        component.setAuthenticationType(AuthenticationType.CLIENT_CREDENTIALS);
        component.setLoginUrl(salesforce.url());
        component.setClientId("demo");
        component.setClientSecret("demo");
        component.setPackages(getClass().getPackageName());
        camel.addComponent("salesforce", component);
        camel.start();
        producer = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        salesforce.close();
    }

    private JsonNode ask(String operation, Object body, Map<String, Object> headers) throws Exception {
        Object answer = producer.requestBodyAndHeaders("salesforce:" + operation, body, headers);
        return answer == null ? null : JSON.readTree(camel.getTypeConverter().convertTo(String.class, answer));
    }

    private JsonNode query(String soql) throws Exception {
        return ask("query?rawPayload=true", soql, Map.of());
    }

    private String created(String body) {
        return producer.requestBody("salesforce:createSObject?sObjectName=Account", body, CreateSObjectResult.class).getId();
    }

    @Test
    void recordsAreCreatedChangedFoundAndDeleted() throws Exception {
        String id = created("{\"Name\":\"Zeta\",\"Phone\":\"1\"}");
        assertThat(query("SELECT Id, Phone FROM Account WHERE Name = 'zeta'").at("/records/0/Id").asText()).isEqualTo(id);

        producer.requestBodyAndHeader("salesforce:updateSObject?sObjectName=Account", "{\"Phone\":\"2\"}", "sObjectId", id);
        assertThat(ask("getSObject?sObjectName=Account&rawPayload=true", id, Map.of()).path("Phone").asText()).isEqualTo("2");

        var upserted = producer.requestBodyAndHeader("salesforce:upsertSObject?sObjectName=Account&sObjectIdName=SyncId__c",
                "{\"Name\":\"Eta\"}", "sObjectIdValue", "s 7/1", UpsertSObjectResult.class);
        assertThat(upserted.getCreated()).isTrue();
        assertThat(query("SELECT SyncId__c FROM Account WHERE Name = 'Eta'").at("/records/0/SyncId__c").asText()).isEqualTo("s 7/1");

        producer.requestBody("salesforce:deleteSObject?sObjectName=Account", id);
        assertThat(query("SELECT Id FROM Account WHERE Id = '" + id + "'").path("totalSize").asInt()).isZero();
        assertThat(ask("queryAll?rawPayload=true", "SELECT Id, IsDeleted FROM Account WHERE Id = '" + id + "'", Map.of())
                .at("/records/0/IsDeleted").asBoolean()).isTrue();
    }

    @Test
    void collectionsAreWritten() throws Exception {
        String one = created("{\"Name\":\"One\"}");
        String two = created("{\"Name\":\"Two\"}");
        var accounts = new ArrayList<Account>();
        for (String id : List.of(one, two)) {
            var account = new Account();
            account.setId(id);
            account.setPhone("7");
            accounts.add(account);
        }
        producer.requestBody("salesforce:compositeUpdateSObjectCollections", accounts);
        assertThat(query("SELECT COUNT() FROM Account WHERE Phone = '7'").path("totalSize").asInt()).isEqualTo(2);

        List<?> results = producer.requestBody("salesforce:compositeDeleteSObjectCollections", List.of(one, two), List.class);
        assertThat(results).hasSize(2).allMatch(result -> ((DeleteSObjectResult) result).getSuccess());
    }

    @Test
    void bulkJobsRun() throws Exception {
        var job = new Job();
        job.setOperation(OperationEnum.INSERT);
        job.setObject("Account");
        job = producer.requestBody("salesforce:bulk2CreateJob", job, Job.class);
        producer.requestBodyAndHeader("salesforce:bulk2CreateBatch", new ByteArrayInputStream(
                "Name,AnnualRevenue\n\"Bulk, one\",5\n,6\nBulk two,7\n".getBytes(StandardCharsets.UTF_8)), "jobId", job.getId());
        producer.requestBodyAndHeader("salesforce:bulk2CloseJob", null, "jobId", job.getId());
        String id = job.getId();
        Patience.await().atMost(20, TimeUnit.SECONDS).until(() -> producer.requestBodyAndHeader("salesforce:bulk2GetJob", null,
                "jobId", id, Job.class).getState() == JobStateEnum.JOB_COMPLETE);
        assertThat(text("bulk2GetSuccessfulResults", id)).contains("\"sf__Id\",\"sf__Created\",\"Name\"", "\"Bulk, one\"", "Bulk two");
        assertThat(text("bulk2GetFailedResults", id)).contains("REQUIRED_FIELD_MISSING", "\"6\"").doesNotContain("Bulk");

        var read = new QueryJob();
        read.setOperation(OperationEnum.QUERY);
        read.setQuery("SELECT Name, AnnualRevenue FROM Account WHERE Name LIKE 'Bulk%' ORDER BY Name");
        String readId = producer.requestBody("salesforce:bulk2CreateQueryJob", read, QueryJob.class).getId();
        Patience.await().atMost(20, TimeUnit.SECONDS).until(() -> producer.requestBodyAndHeader("salesforce:bulk2GetQueryJob", null,
                "jobId", readId, QueryJob.class).getState() == JobStateEnum.JOB_COMPLETE);
        assertThat(text("bulk2GetQueryJobResults", readId)).isEqualTo("\"Name\",\"AnnualRevenue\"\n\"Bulk two\",\"7.0\"\n\"Bulk, one\",\"5.0\"\n");
    }

    private String text(String operation, String jobId) {
        return camel.getTypeConverter().convertTo(String.class,
                producer.requestBodyAndHeader("salesforce:" + operation, null, "jobId", jobId, InputStream.class));
    }

    @Test
    void changesAreTold() throws Exception {
        Set<JsonNode> events = Collections.synchronizedSet(new LinkedHashSet<>());
        camel.addRoutes(subscription("Account", events, -2));
        String id = created("{\"Name\":\"Zeta\",\"BillingCity\":\"Oslo\"}");
        var headers = Map.<String, Object>of("sObjectId", id, "Sforce-Call-Options", "client=bridge");
        producer.requestBodyAndHeaders("salesforce:updateSObject?sObjectName=Account", "{\"Phone\":\"2\",\"Fax\":null}", headers);
        producer.requestBody("salesforce:deleteSObject?sObjectName=Account", id);

        Patience.await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(events).hasSize(3));
        var all = List.copyOf(events);
        assertThat(all).extracting(event -> event.at("/ChangeEventHeader/changeType").asText()).containsExactly("CREATE", "UPDATE", "DELETE");
        assertThat(all.get(0).at("/BillingAddress/City").asText()).isEqualTo("Oslo");
        assertThat(all.get(1).at("/ChangeEventHeader/recordIds/0").asText()).isEqualTo(id);
        assertThat(all.get(1).at("/ChangeEventHeader/changeOrigin").asText()).matches("com/salesforce/api/rest/\\d\\d\\.0;client=bridge");
        assertThat(all.get(1).at("/ChangeEventHeader/changedFields").toString()).isEqualTo("[\"Phone\",\"LastModifiedDate\"]");
        assertThat(all.get(1).path("Phone").asText()).isEqualTo("2");
    }

    /** Of contacts: Camel keeps what it has seen of a channel for all its components, so this test needs one of its own. */
    @Test
    void whatHappenedMeanwhileIsToldLater() throws Exception {
        var other = new Caller(salesforce.url()).loggedIn();
        String id = other.post(Caller.DATA + "/sobjects/Contact", "{\"LastName\":\"Early\"}").json().path("id").asText();
        Set<JsonNode> events = Collections.synchronizedSet(new LinkedHashSet<>());
        camel.addRoutes(subscription("Contact", events, -2));
        Patience.await().atMost(20, TimeUnit.SECONDS).until(() -> events.size() == 1);
        assertThat(events.iterator().next().at("/Name/LastName").asText()).isEqualTo("Early");

        other.post("/faults", "{\"kind\":\"expired-sessions\"}");
        other.loggedIn().patch(Caller.DATA + "/sobjects/Contact/" + id, "{\"Phone\":\"8\"}");
        other.patch(Caller.DATA + "/sobjects/Contact/" + id, "{\"Phone\":\"9\"}");
        Patience.await().atMost(20, TimeUnit.SECONDS).until(() -> events.size() == 3);
        assertThat(List.copyOf(events).get(2).path("Phone").asText()).isEqualTo("9");
    }

    /** Each event once: Camel subscribes a second time where a connect is answered before the first subscription is. */
    private static RouteBuilder subscription(String object, Set<JsonNode> events, int replayId) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("salesforce:subscribe:data/" + object + "ChangeEvent?rawPayload=true&replayId=" + replayId).process(exchange ->
                        events.add(JSON.readTree(exchange.getIn().getBody(String.class)).path("data").path("payload")));
            }
        };
    }
}
