package dev.sluice.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.history.Field;
import dev.sluice.history.SeriesKey;
import dev.sluice.history.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static final String BY_ID = ",'group_by':['resource.connector.id']";
    private static final String HOUR = "2026-01-01T01:00:00Z/PT1H";

    private final Cluster cluster = new Cluster();

    private static List<String> details(TelemetryException refusal) {
        return refusal.details();
    }

    private TelemetryException refused(String body) {
        return assertThrows(TelemetryException.class, () -> cluster.query(body));
    }

    @Test
    void countersAreSummedOverTasksAndMinutesAndGivenOldestFirst() {
        cluster.sent("01:06", "orders", 0, 4).sent("01:01", "orders", 0, 1).sent("01:01", "orders", 1, 2);
        cluster.sent("01:03", "orders", 0, 10);
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':13.0},"
                        + "{'timestamp':'2026-01-01T01:05:00Z','value':4.0}]}",
                cluster.query("sent_records", "PT5M", HOUR, ""));
    }

    @Test
    void groupsAreRowsOrLists() {
        cluster.sent("01:00", "orders", 0, 1_200).sent("01:01", "orders", 0, 1_185);
        cluster.state("01:00", SeriesKey.connector("idle"), State.RUNNING);
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':0.0,'resource.connector.id':'idle'},"
                        + "{'timestamp':'2026-01-01T01:00:00Z','value':1200.0,'resource.connector.id':'lcc-a1b2c3'},"
                        + "{'timestamp':'2026-01-01T01:01:00Z','value':1185.0,'resource.connector.id':'lcc-a1b2c3'}]}",
                cluster.query("sent_records", "PT1M", HOUR, BY_ID),
                "a connector that does nothing sends zero while it exists");
        assertEquals(
                "{'data':[{'resource.connector.id':'idle','points':[{'timestamp':'2026-01-01T01:00:00Z','value':0.0}]},"
                        + "{'resource.connector.id':'lcc-a1b2c3','points':["
                        + "{'timestamp':'2026-01-01T01:00:00Z','value':1200.0},"
                        + "{'timestamp':'2026-01-01T01:01:00Z','value':1185.0}]}]}",
                cluster.query("sent_records", "PT1M", HOUR, BY_ID + ",'format':'GROUPED'"));
    }

    @Test
    void onlyMinutesThatBeginInAnIntervalCount() {
        for (int i = 0; i < 10; i++) {
            cluster.sent("01:0" + i, "orders", 0, 1);
        }
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':3.0}]}",
                cluster.query("sent_records", "PT1H", "2026-01-01T01:02:00Z/2026-01-01T01:05:00Z", ""),
                "a bucket bears its own beginning");
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:03:00Z','value':1.0}]}",
                cluster.query("sent_records", "PT1M", "2026-01-01T02:02:30.250+01:00/PT1M", ""),
                "every minute long interval holds one beginning");
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':6.0}]}",
                cluster.query("{'aggregations':[{'metric':'" + Cluster.PREFIX + "sent_records'}],'granularity':'ALL',"
                        + "'intervals':['2026-01-01T01:02:00Z/PT4M','2026-01-01T01:00:00Z/PT4M']}"),
                "overlapping intervals count once");
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H/now, 01:13:27, 02:13:27",
        "now-15m|m/now-1m|m, 01:58:00, 02:12:00",
        "now-2m|m/PT1M, 02:11:00, 02:12:00",
        "now-1h|h/now|h, 01:00:00, 02:00:00",
        "now-1h-10m/now, 01:03:27, 02:13:27",
        "now|d/now+1m, 00:00:00, 02:14:27",
        "2026-01-01T03:00:00+02:00/PT1M, 01:00:00, 01:01:00",
        "2026-01-01T01:00:00-00:00/2026-01-01T01:00:00.500Z, 01:00:00, 01:00:00.500",
        "PT1H30M/2026-01-01T02:00:00Z, 00:30:00, 02:00:00"
    })
    void readsEveryFormOfInterval(String text, String from, String to) {
        Interval interval = new IntervalReader(Cluster.NOW).read(text);
        assertEquals("2026-01-01T" + from + "Z", interval.from().toString());
        assertEquals("2026-01-01T" + to + "Z", interval.to().toString());
        assertEquals(text.contains("now"), interval.relative());
    }

    @Test
    void offsetsComeBeforeTheTruncation() {
        assertEquals(
                "2025-12-31T00:00:00Z",
                new IntervalReader(Cluster.NOW).read("now-1d|d/PT1M").from().toString());
        assertEquals(
                "2025-12-25T02:13:27Z",
                new IntervalReader(Cluster.NOW).read("P1W/now").from().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT1H",
                "now",
                "PT1H/PT1H",
                "now/now",
                "now/now-1m",
                "yesterday/now",
                "now-1x/now",
                "now|m-1m/now",
                "2026-01-01/PT1H",
                "2026-01-01T00:00:00Z/PT0S",
                "P300000000000D/now",
                "/",
                "a/b/c",
                ""
            })
    void refusesWhatIsNoInterval(String text) {
        TelemetryException refusal =
                assertThrows(TelemetryException.class, () -> cluster.query("sent_records", "ALL", text, ""));
        assertEquals(400, refusal.status());
        assertTrue(refusal.getMessage().contains("'" + text + "'"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"PT1M, PT6H", "PT5M, P1D", "PT15M, P4D", "PT30M, P7D"})
    void intervalsMayBeAsLongAsTheGranularityAllows(String granularity, String longest) {
        cluster.query("sent_records", granularity, longest + "/now", "");
        TelemetryException refusal = assertThrows(
                TelemetryException.class, () -> cluster.query("sent_records", granularity, "now-8d/now", ""));
        assertTrue(refusal.getMessage().contains("too long for granularity " + granularity), refusal.getMessage());
        for (String any : List.of("PT1H", "PT4H", "PT6H", "PT12H", "P1D", "ALL")) {
            cluster.query("sent_records", any, "now-800d/now", "");
        }
    }

    @Test
    void theMessageOfATooLongIntervalSaysBothLengths() {
        TelemetryException refusal =
                assertThrows(TelemetryException.class, () -> cluster.query("sent_records", "PT1M", "PT12H/now", ""));
        assertEquals(
                List.of("An interval of 12 hours is too long for granularity PT1M (at most 6 hours)."),
                details(refusal));
    }

    @Test
    void allFaultsOfARequestAreToldTogether() {
        TelemetryException refusal = refused("{'aggregations':[{'metric':'" + Cluster.PREFIX
                + "sent_records','agg':'MEDIAN'}],'granularity':'PT2M','intervals':['soon'],'limit':0,"
                + "'format':'GROUPED','group_by':[],'order_by':[{'order':'UP'}],"
                + "'filter':{'op':'IN','field':'resource.connector.id','value':'x'}}");
        assertEquals(400, refusal.status());
        assertEquals(7, details(refusal).size(), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[]",
                "{}",
                "{'aggregations':[]}",
                "{'aggregations':[{'metric':'a'},{'metric':'b'}]}",
                "{'aggregations':[{'metric':'io.confluent.kafka.server/received_bytes'}],'granularity':'ALL',"
                        + "'intervals':['PT1H/now']}"
            })
    void refusesWhatIsNoQuestion(String body) {
        assertEquals(400, refused(body).status());
    }

    @Test
    void toleratesWhatItDoesNotKnowAndWhatMeansNothing() {
        cluster.sent("01:01", "orders", 0, 1);
        String body = "{'aggregations':[{'metric':'" + Cluster.PREFIX + "sent_records','agg':'SUM','aggregations':1}],"
                + "'granularity':'PT1H','intervals':['" + HOUR
                + "'],'group_by':[],'limit':5,'page_token':'x','order_by':[],"
                + "'filter':{'value':'orders','field':'resource.connector.id','op':'EQ'},'more':{}}";
        assertTrue(cluster.query(body).contains("'value':1.0"));
    }

    @Test
    void filtersByIdByNameAndByCluster() {
        cluster.sent("01:01", "orders", 0, 1).sent("01:01", "returns", 0, 10);
        for (String filter : List.of(
                eq("resource.connector.id", "lcc-a1b2c3"),
                eq("resource.connector.id", "orders"),
                eq("metric.connector_name", "orders"),
                eq("resource.connector.name", "orders"),
                "{'op':'AND','filters':[{'op':'OR','filters':[" + eq("resource.connector.id", "lcc-a1b2c3") + ","
                        + eq("resource.connector.id", "lcc-gone") + "]}]}",
                "{'op':'AND','filters':[" + eq("resource.kafka.id", "lkc-x1y2z3") + ",{'op':'NOT','filter':"
                        + eq("resource.connector.id", "returns") + "}]}",
                "{'op':'AND','filters':[{'field':'resource.connector.name','op':'GTE','value':'orders'},"
                        + "{'op':'NOT','filter':" + eq("resource.connector.id", "returns") + "}]}",
                "{'op':'NOT','filter':{'field':'resource.connector.name','op':'GT','value':'orders'}}")) {
            assertEquals(
                    "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':1.0}]}",
                    cluster.query("sent_records", "PT1H", HOUR, ",'filter':" + filter),
                    filter);
        }
        assertTrue(cluster.query("sent_records", "PT1H", HOUR, ",'filter':" + eq("resource.kafka.id", "lkc-x1y2z3"))
                .contains("'value':11.0"));
        assertTrue(cluster.query(
                        "sent_records", "PT1H", HOUR, ",'filter':" + eq("resource.kafka.id", "MkU3OEVBNTcwNTJENDM2Qg"))
                .contains("'value':11.0"));
        assertTrue(cluster.query("sent_records", "PT1H", HOUR, "").contains("'value':11.0"));
    }

    private static String eq(String field, String value) {
        return "{'field':'" + field + "','op':'EQ','value':'" + value + "'}";
    }

    @Test
    void resourcesThatNobodyKnowsAreForbidden() {
        for (String filter : List.of(
                eq("resource.connector.id", "lcc-gone"),
                eq("resource.kafka.id", "lkc-other"),
                "{'op':'OR','filters':[" + eq("resource.connector.id", "a") + "]}")) {
            TelemetryException refusal = assertThrows(
                    TelemetryException.class, () -> cluster.query("sent_records", "PT1H", HOUR, ",'filter':" + filter));
            assertEquals(403, refusal.status());
        }
        assertEquals(
                "{'data':[]}",
                cluster.query("sent_records", "PT1H", HOUR, ",'filter':" + eq("resource.connector.id", "orders")),
                "one that is there and has not done anything yet is no error");
    }

    @Test
    void refusesLabelsThatAMetricDoesNotHave() {
        assertEquals(
                List.of("Cannot group by 'metric.task': metric " + Cluster.PREFIX + "sent_records has no such label."),
                details(assertThrows(
                        TelemetryException.class,
                        () -> cluster.query("sent_records", "PT1H", HOUR, ",'group_by':['metric.task']"))));
        assertEquals(
                List.of("Cannot filter by 'connector.id': there is no such label."),
                details(assertThrows(
                        TelemetryException.class,
                        () -> cluster.query("sent_records", "PT1H", HOUR, ",'filter':" + eq("connector.id", "x")))));
    }

    @Test
    void statesAreSeriesOfTheirOwn() {
        cluster.state("01:00", SeriesKey.task("orders", 0), State.RUNNING);
        cluster.state("01:00", SeriesKey.task("orders", 1), State.RUNNING);
        cluster.state("01:01", SeriesKey.task("orders", 0), State.FAILED);
        cluster.state("01:01", SeriesKey.task("orders", 1), State.RUNNING);
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':1.0,'metric.task':'0','metric.status':'FAILED'}]}",
                cluster.query(
                        "connector_task_status",
                        "PT15M",
                        HOUR,
                        ",'group_by':['metric.task','metric.status'],'filter':{'op':'AND','filters':["
                                + eq("resource.connector.id", "lcc-a1b2c3") + ",{'op':'NOT','filter':"
                                + eq("metric.status", "RUNNING") + "}]}"));
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':2.0,'metric.status':'RUNNING'},"
                        + "{'timestamp':'2026-01-01T01:01:00Z','value':1.0,'metric.status':'FAILED'},"
                        + "{'timestamp':'2026-01-01T01:01:00Z','value':1.0,'metric.status':'RUNNING'}]}",
                cluster.query("connector_task_status", "PT1M", HOUR, ",'group_by':['metric.status']"));
        assertTrue(cluster.query("connector_task_status", "PT1M", HOUR, ",'group_by':['metric.plugin_type']")
                .contains("'metric.plugin_type':'source'"));
    }

    @Test
    void gaugesAreAveragedOverTimeAndMaximaStayMaxima() {
        SeriesKey task = SeriesKey.task("orders", 0);
        cluster.report(
                "01:00",
                task,
                Map.of(Field.BATCHES, 2L, Field.BATCH_RECORDS, 10L, Field.BATCH_MAX, 9L, Field.LAG_MAX, 3L));
        cluster.report(
                "01:01",
                task,
                Map.of(Field.BATCHES, 1L, Field.BATCH_RECORDS, 2L, Field.BATCH_MAX, 2L, Field.LAG_MAX, 0L));
        cluster.report("01:02", task, Map.of(Field.STATE, 1L));
        cluster.report(
                "01:00",
                SeriesKey.task("orders", 1),
                Map.of(Field.BATCHES, 1L, Field.BATCH_RECORDS, 1L, Field.LAG_MAX, 8L));
        String byTask = ",'group_by':['metric.task']";
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':3.5,'metric.task':'0'},"
                        + "{'timestamp':'2026-01-01T01:00:00Z','value':1.0,'metric.task':'1'}]}",
                cluster.query("connector_task_batch_size_avg", "PT1H", HOUR, byTask));
        assertTrue(
                cluster.query("connector_task_batch_size_avg", "PT1H", HOUR, "").contains("'value':2.25"));
        assertTrue(
                cluster.query("connector_task_batch_size_max", "PT1H", HOUR, "").contains("'value':9.0"));
        assertTrue(cluster.query("records_lag_max", "PT1H", HOUR, "").contains("'value':8.0"));
    }

    @ParameterizedTest
    @CsvSource({"SUM, 6.0", "MIN, 1.0", "MAX, 3.0", "AVG, 2.0", "COUNT, 3.0"})
    void seriesOfAGroupArePutTogetherAsAsked(String aggregate, String value) {
        cluster.sent("01:00", "a", 0, 1)
                .sent("01:00", "b", 0, 2)
                .sent("01:00", "c", 0, 1)
                .sent("01:01", "c", 1, 2);
        assertTrue(cluster.query("{'aggregations':[{'metric':'" + Cluster.PREFIX + "sent_records','agg':'" + aggregate
                        + "'}],'granularity':'PT1H','intervals':['" + HOUR + "']}")
                .contains("'value':" + value));
    }

    @Test
    void theBusiestComeFirstAndNoMoreThanAskedFor() {
        cluster.sent("01:00", "a", 0, 1).sent("01:00", "b", 0, 3).sent("01:00", "c", 0, 2);
        String more = BY_ID + ",'limit':2,'order_by':[{'metric':'" + Cluster.PREFIX
                + "sent_records','agg':'SUM','order':'%s'}]";
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':3.0,'resource.connector.id':'b'},"
                        + "{'timestamp':'2026-01-01T01:00:00Z','value':2.0,'resource.connector.id':'c'}]}",
                cluster.query("sent_records", "ALL", HOUR, more.formatted("DESCENDING")));
        assertTrue(cluster.query("sent_records", "ALL", HOUR, more.formatted("ASCENDING"))
                .startsWith("{'data':[{'timestamp':'2026-01-01T01:00:00Z','value':1.0,'resource.connector.id':'a'}"));
    }

    @Test
    void pagesGoThroughAllGroupsOnce() {
        for (int i = 0; i < 7; i++) {
            cluster.sent("01:00", "c" + i, 0, i);
        }
        String body = "{'aggregations':[{'metric':'" + Cluster.PREFIX + "sent_records'}],'granularity':'PT1M',"
                + "'intervals':['PT2H/now'],'group_by':['resource.connector.id'],'limit':3}";
        TreeSet<String> seen = new TreeSet<>();
        Optional<String> token = Optional.empty();
        int pages = 0;
        do {
            JsonNode answer = Cluster.json(cluster.query(body, token));
            answer.get("data")
                    .forEach(row ->
                            assertTrue(seen.add(row.get("resource.connector.id").asText())));
            token = Optional.ofNullable(
                    answer.at("/meta/pagination/next_page_token").textValue());
            pages++;
        } while (token.isPresent());
        assertEquals(3, pages);
        assertEquals(7, seen.size());
        assertFalse(cluster.query(body.replace("3}", "7}")).contains("meta"), "one page needs no word about pages");
        assertFalse(cluster.query(body.replace("PT1M", "ALL")).contains("meta"));
    }

    @Test
    void refusesTokensOfOtherQuestions() {
        cluster.sent("01:00", "a", 0, 1).sent("01:00", "b", 0, 1);
        String body = "{'aggregations':[{'metric':'" + Cluster.PREFIX + "sent_records'}],'granularity':'PT1M',"
                + "'intervals':['" + HOUR + "'],'group_by':['resource.connector.id'],'limit':1}";
        String token = Cluster.json(cluster.query(body))
                .at("/meta/pagination/next_page_token")
                .asText();
        cluster.query(body, Optional.of(token));
        for (String other : List.of("nonsense", "e30", token)) {
            TelemetryException refusal = assertThrows(
                    TelemetryException.class,
                    () -> cluster.query(body.replace("sent_records", "sent_bytes"), Optional.of(other)));
            assertEquals(400, refusal.status());
        }
    }

    @Test
    void attributesAreDistinctSortedAndPaged() {
        cluster.state("01:30", SeriesKey.task("orders", 0), State.RUNNING);
        cluster.state("01:31", SeriesKey.task("orders", 0), State.FAILED);
        cluster.state("01:32", SeriesKey.task("orders", 1), State.PAUSED);
        cluster.state("00:32", SeriesKey.task("orders", 1), State.STOPPED);
        String body = "{'metric':'" + Cluster.PREFIX + "connector_task_status','group_by':['metric.status'],'filter':"
                + eq("resource.connector.id", "lcc-a1b2c3") + ",'limit':2}";
        String first = cluster.attributes(body, Optional.empty());
        assertTrue(
                first.startsWith("{'data':[{'metric.status':'FAILED'},{'metric.status':'PAUSED'}],"
                        + "'meta':{'pagination':{'page_size':2,'next_page_token':'"),
                first);
        String token =
                Cluster.json(first).at("/meta/pagination/next_page_token").asText();
        assertEquals(
                "{'data':[{'metric.status':'RUNNING'}],'meta':{'pagination':{'page_size':2}}}",
                cluster.attributes(body, Optional.of(token)),
                "of the last hour, as no interval is named");
        assertTrue(cluster.attributes("{'group_by':['metric.status','metric.task']}", Optional.empty())
                .contains("{'metric.status':'FAILED','metric.task':'0'}"));
        assertThrows(TelemetryException.class, () -> cluster.attributes("{'group_by':[]}", Optional.empty()));
    }

    @Test
    void consumerLagIsAMetricOfTheKafkaCluster() {
        cluster.report("02:00", SeriesKey.partition("orders", "connect-orders", "t", 3), Map.of(Field.LAG_MAX, 42L));
        assertEquals(
                "{'data':[{'timestamp':'2026-01-01T02:00:00Z','value':42.0,'metric.topic':'t','metric.partition':'3'}]}",
                cluster.query("{'aggregations':[{'metric':'io.confluent.kafka.server/consumer_lag_offsets'}],'filter':"
                        + "{'op':'AND','filters':[" + eq("resource.kafka.id", "lkc-x1y2z3") + ","
                        + eq("metric.consumer_group_id", "connect-orders") + "]},'granularity':'PT1M','group_by':"
                        + "['metric.topic','metric.partition'],'intervals':['PT1H/now'],'limit':1000}"));
    }

    @Test
    void refusesWhatWouldFillTheMemory() {
        cluster.sent("01:00", "a", 0, 1).sent("01:01", "a", 1, 1).sent("01:02", "b", 0, 1);
        Metric metric = Metrics.of(Cluster.PREFIX + "sent_records").orElseThrow();
        SeriesLabels names = new SeriesLabels(cluster.new Names());
        List<MinuteRange> all = List.of(new MinuteRange(0, Long.MAX_VALUE));
        Filter any = new Filter.Any();
        assertEquals(
                2,
                new SeriesScan(cluster.store, names, metric, any, Granularity.PT1M, 3)
                        .read(all)
                        .size());
        SeriesScan tooMuch = new SeriesScan(cluster.store, names, metric, any, Granularity.PT1M, 2);
        assertEquals(
                400,
                assertThrows(TelemetryException.class, () -> tooMuch.read(all)).status());
    }

    @Test
    void numbersHaveAFractionAndNoExponent() {
        assertEquals("0.0", AnswerWriter.number(0));
        assertEquals("123456789012345.0", AnswerWriter.number(123_456_789_012_345d));
        assertEquals("1500000000000000000.0", AnswerWriter.number(1.5e18));
        assertEquals("0.000025", AnswerWriter.number(0.000025));
    }
}
