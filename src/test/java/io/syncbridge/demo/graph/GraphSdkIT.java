package io.syncbridge.demo.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpResponse;
import com.microsoft.aad.msal4j.MsalServiceException;
import com.microsoft.graph.core.content.BatchRequestContent;
import com.microsoft.graph.models.FieldValueSet;
import com.microsoft.graph.models.ListItem;
import com.microsoft.graph.models.Subscription;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.graph.sites.item.lists.item.items.ItemsRequestBuilder;
import com.microsoft.kiota.authentication.AccessTokenProvider;
import com.microsoft.kiota.authentication.AllowedHostsValidator;
import com.microsoft.kiota.authentication.BaseBearerTokenAuthenticationProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Microsoft's own clients work with the simulation: MSAL logs in, the Graph SDK does the rest. Both know no plain http, so
 * that MSAL's requests are sent on to where the simulation is, and the SDK gets its base address.
 */
class GraphSdkIT {

    private static final String LOGIN = "https://login.microsoftonline.com";

    private GraphServer server;
    private ItemsRequestBuilder items;
    private GraphServiceClient graph;

    @BeforeEach
    void start() throws Exception {
        server = GraphServer.start();
        String token = login("demo");
        graph = new GraphServiceClient(new BaseBearerTokenAuthenticationProvider(new AccessTokenProvider() {
            @Override
            public String getAuthorizationToken(URI uri, Map<String, Object> context) {
                return token;
            }

            @Override
            public AllowedHostsValidator getAllowedHostsValidator() {
                return new AllowedHostsValidator();
            }
        }));
        graph.getRequestAdapter().setBaseUrl(server.url() + "/v1.0");
        items = graph.sites().bySiteId("demo").lists().byListId("Companies").items();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private String login(String secret) throws Exception {
        var application = ConfidentialClientApplication.builder("demo", ClientCredentialFactory.createFromSecret(secret))
                .authority(LOGIN + "/demo").instanceDiscovery(false).httpClient(this::send).build();
        return application.acquireToken(ClientCredentialParameters.builder(Set.of("https://graph.microsoft.com/.default")).build())
                .get().accessToken();
    }

    private IHttpResponse send(HttpRequest request) throws Exception {
        var sent = java.net.http.HttpRequest.newBuilder(URI.create(request.url().toString().replace(LOGIN, server.url())))
                .method(request.httpMethod().name(), BodyPublishers.ofString(request.body() == null ? "" : request.body()));
        request.headers().forEach(sent::header);
        var answer = HttpClient.newHttpClient().send(sent.build(), BodyHandlers.ofString());
        var response = new HttpResponse();
        response.statusCode(answer.statusCode());
        response.addHeaders(answer.headers().map());
        response.body(answer.body());
        return response;
    }

    @Test
    void aWrongSecretIsUnderstood() {
        assertThatThrownBy(() -> login("wrong")).hasCauseInstanceOf(MsalServiceException.class).hasMessageContaining("AADSTS7000215");
    }

    @Test
    void sitesAndListsAreRead() {
        assertThat(graph.sites().bySiteId("demo.sharepoint.com:/sites/demo").get().getDisplayName()).isEqualTo("Demo");
        var list = graph.sites().bySiteId("demo").lists().byListId("Companies")
                .get(request -> request.queryParameters.expand = new String[] {"columns"});
        assertThat(list.getColumns()).filteredOn(column -> "Industry".equals(column.getName())).first()
                .satisfies(column -> assertThat(column.getChoice().getChoices()).contains("Farming"));
        assertThat(graph.users().byUserId("ada@demo.example").get().getDisplayName()).isEqualTo("Ada Ferris");
    }

    @Test
    void itemsAreCreatedReadUpdatedAndDeleted() {
        var wish = new ListItem();
        wish.setFields(fields(Map.of("Title", "Acme", "Revenue", 1200)));
        ListItem created = items.post(wish);
        assertThat(created.getFields().getAdditionalData()).containsEntry("Title", "Acme");

        var item = items.byListItemId(created.getId());
        item.fields().patch(fields(Map.of("Title", "Acme Ltd")), request -> request.headers.add("If-Match", created.getETag()));
        assertThatThrownBy(() -> item.fields().patch(fields(Map.of("Title", "Lost")),
                request -> request.headers.add("If-Match", created.getETag())))
                .isInstanceOfSatisfying(ODataError.class, error -> assertThat(error.getResponseStatusCode()).isEqualTo(412));
        assertThat(item.get(request -> request.queryParameters.expand = new String[] {"fields($select=Title)"}).getFields()
                .getAdditionalData()).containsEntry("Title", "Acme Ltd");
        assertThat(item.versions().get().getValue()).hasSize(2);
        item.delete();
        assertThatThrownBy(item::get).isInstanceOfSatisfying(ODataError.class, error -> {
            assertThat(error.getError().getCode()).isEqualTo("itemNotFound");
            assertThat(error.getError().getInnerError().getRequestId()).isNotEmpty();
        });
    }

    @Test
    void itemsAreQueriedInPages() {
        var page = items.get(request -> {
            request.queryParameters.filter = "startswith(fields/AccountNumber,'A-10')";
            request.queryParameters.expand = new String[] {"fields"};
            request.queryParameters.top = 4;
        });
        assertThat(page.getValue()).hasSize(4);
        var rest = items.withUrl(page.getOdataNextLink()).get();
        assertThat(rest.getValue()).hasSize(2);
        assertThat(rest.getOdataNextLink()).isNull();
    }

    @Test
    void changesAreFollowed() {
        var first = items.delta().get(request -> request.queryParameters.expand = new String[] {"fields"});
        assertThat(first.getValue()).hasSize(8);
        items.byListItemId("2").delete();
        items.byListItemId("1").fields().patch(fields(Map.of("Title", "Changed")));
        var next = items.delta().withUrl(first.getOdataDeltaLink()).get();
        assertThat(next.getValue()).extracting(ListItem::getId).containsExactly("2", "1");
        assertThat(next.getValue().get(0).getAdditionalData()).containsKey("deleted");
        assertThat(items.deltaWithToken("latest").get().getValue()).isEmpty();
    }

    @Test
    void requestsTravelInBatches() throws Exception {
        var batch = new BatchRequestContent(graph);
        String patch = batch.addBatchRequestStep(items.byListItemId("1").fields().toPatchRequestInformation(fields(Map.of("Title", "Batched"))));
        String missing = batch.addBatchRequestStep(items.byListItemId("99").toGetRequestInformation());
        var answers = graph.getBatchRequestBuilder().post(batch, null);
        assertThat(answers.getResponseById(patch, FieldValueSet::createFromDiscriminatorValue).getAdditionalData())
                .containsEntry("Title", "Batched");
        assertThat(answers.getResponsesStatusCode().get(missing)).isEqualTo(404);
    }

    @Test
    void theClientWaitsWhenItIsThrottled() {
        server.faults("{\"throttle\": {\"count\": 1, \"seconds\": 1}}");
        assertThat(graph.sites().bySiteId("demo").get().getName()).isEqualTo("demo");
        assertThat(server.requests().path("byStatus").path("429").asInt()).isEqualTo(1);
    }

    @Test
    void anUnprovenSubscriptionIsRefused() {
        var wish = new Subscription();
        wish.setChangeType("updated");
        wish.setNotificationUrl("http://127.0.0.1:1/");
        wish.setResource("sites/demo/lists/Companies");
        wish.setExpirationDateTime(OffsetDateTime.now().plusHours(1));
        assertThatThrownBy(() -> graph.subscriptions().post(wish)).isInstanceOfSatisfying(ODataError.class,
                error -> assertThat(error.getError().getCode()).isEqualTo("ValidationError"));
    }

    private static FieldValueSet fields(Map<String, Object> values) {
        var fields = new FieldValueSet();
        fields.setAdditionalData(values);
        return fields;
    }
}
