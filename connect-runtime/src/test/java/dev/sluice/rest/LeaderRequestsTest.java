package dev.sluice.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.model.SessionKey;
import dev.sluice.service.LeaderGateway;
import dev.sluice.service.RequestSignature;
import dev.sluice.service.ServiceException;
import dev.sluice.service.Signature;
import dev.sluice.service.Ticket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker signs for a leader of ours, and for one of Apache's, is good for what it was made for. */
class LeaderRequestsTest {
    private static final SessionKey KEY =
            new SessionKey(new SecretKeySpec("0123456789abcdef0123456789abcdef".getBytes(UTF_8), "HmacSHA256"), 1);

    private final TestWorker worker = TestWorker.serving(Map.of());
    private final TestWorker leader = TestWorker.serving(Map.of());
    private final LeaderGateway gateway = worker.server.leaderGateway();

    @AfterEach
    void stop() {
        worker.close();
        leader.close();
    }

    private static String url(TestWorker of) {
        return of.server.url().toString();
    }

    private static void verify(Signature signature) {
        RequestSignature.verify(signature, List.of("HmacSHA256"), Optional.of(KEY.key()));
    }

    @Test
    void aRequestToALeaderOfOursIsGoodOnce() {
        gateway.fenceZombies(url(leader), "x", Optional.of(KEY)).join();
        Signature signature = leader.service.lastSignature;
        assertDoesNotThrow(() -> verify(signature));
        assertThrows(ServiceException.Forbidden.class, () -> verify(signature));
    }

    @Test
    void everyRequestHasATicketOfItsOwn() {
        gateway.putTaskConfigs(url(leader), "x", List.of(), Optional.of(KEY)).join();
        Signature first = leader.service.lastSignature;
        gateway.putTaskConfigs(url(leader), "x", List.of(), Optional.of(KEY)).join();
        verify(first);
        assertDoesNotThrow(() -> verify(leader.service.lastSignature));
    }

    @Test
    void nobodyCanLeaveTheTicketOut() {
        gateway.fenceZombies(url(leader), "x", Optional.of(KEY)).join();
        Signature sent = leader.service.lastSignature;
        Signature bare = new Signature(sent.body(), sent.algorithm(), sent.mac());
        assertThrows(ServiceException.Forbidden.class, () -> verify(bare));
    }

    @Test
    void aSignatureIsGoodForNothingElse() {
        gateway.fenceZombies(url(leader), "x", Optional.of(KEY)).join();
        Signature sent = leader.service.lastSignature;
        List<String> covered = sent.ticket().orElseThrow().covered();
        for (int changed = 0; changed < covered.size(); changed++) {
            List<String> other = new ArrayList<>(covered);
            other.set(changed, "other");
            Signature moved = new Signature(
                    sent.body(), sent.algorithm(), sent.mac(), Optional.of(new Ticket(other, () -> true)));
            assertThrows(ServiceException.Forbidden.class, () -> verify(moved), other::toString);
        }
        assertDoesNotThrow(() -> verify(sent));
    }

    @Test
    void asksAgainWhenTheLeaderHasBeenStartedAnew() {
        gateway.fenceZombies(url(leader), "x", Optional.of(KEY)).join();
        int port = leader.server.url().getPort();
        leader.close();
        try (TestWorker anew = TestWorker.serving(Map.of("listeners", "http://127.0.0.1:" + port))) {
            anew.service.requires = Optional.of(KEY);
            gateway.fenceZombies(url(anew), "x", Optional.of(KEY)).join();
            assertEquals(List.of("fence x"), anew.service.calls);
        }
    }

    @Test
    void tellsARefusalThatIsMeant() {
        gateway.fenceZombies(url(leader), "x", Optional.of(KEY)).join();
        SessionKey older = new SessionKey(new SecretKeySpec("older".getBytes(UTF_8), "HmacSHA256"), 1);
        leader.service.requires = Optional.of(KEY);
        CompletionException error =
                assertThrows(CompletionException.class, () -> gateway.fenceZombies(url(leader), "x", Optional.of(older))
                        .join());
        assertEquals(403, ((ServiceException.Remote) error.getCause()).status());
    }

    @Test
    void signsAsApachesWorkersDoForALeaderThatWantsNoTickets() throws IOException {
        List<String> signatures = new ArrayList<>();
        HttpServer apache = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        apache.createContext("/", exchange -> {
            try (exchange) {
                String mac = exchange.getRequestHeaders().getFirst(RequestSignature.MAC_HEADER);
                if (mac != null) {
                    signatures.add(mac + exchange.getRequestHeaders().get(RequestSignature.TICKET_HEADER));
                }
                exchange.sendResponseHeaders(mac == null ? 404 : 204, -1);
            }
        });
        apache.start();
        try {
            String address = "http://127.0.0.1:" + apache.getAddress().getPort() + "/";
            gateway.fenceZombies(address, "x", Optional.of(KEY)).join();
            assertEquals(List.of("eWzTB4rxRjZ1PSaztVVUIv9Vo+Jhz4R7SOlTcbm9CqI=null"), signatures);
        } finally {
            apache.stop(0);
        }
    }

    @Test
    void anIncarnationIsToldToThoseWhoAskAlone() {
        assertTrue(leader.get("/")
                .headers()
                .firstValue(RequestSignature.INCARNATION_HEADER)
                .isEmpty());
        for (String path : List.of("/", "/nothing", "/connectors/x/fence")) {
            assertTrue(
                    leader.get(path, RequestSignature.INCARNATION_HEADER, "?")
                            .headers()
                            .firstValue(RequestSignature.INCARNATION_HEADER)
                            .isPresent(),
                    path);
        }
    }
}
