package dev.sluice.group;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient;
import org.apache.kafka.clients.consumer.internals.RequestFuture;
import org.apache.kafka.clients.consumer.internals.RequestFutureListener;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;

/**
 * The client that Kafka's coordinator talks through. It lets an observer see each answer before it is acted upon, and
 * gives it a turn between two waits for the network: the group's thread may wait for other members for minutes.
 */
final class GroupClient extends ConsumerNetworkClient {
    private final Time time;
    private final AtomicReference<Observer> observer = new AtomicReference<>(Observer.NONE);

    /** What is to be known of the traffic. */
    interface Observer {
        Observer NONE = new Observer() {
            @Override
            public void onAnswer(AbstractResponse answer, long sentAtMs) {}

            @Override
            public void onTurn() {}
        };

        /**
         * An answer has come.
         *
         * @param sentAtMs when the request was handed over for sending, by the monotonic clock
         */
        void onAnswer(AbstractResponse answer, long sentAtMs);

        /** The group's own thread has waited for the network and may go on to do so. */
        void onTurn();
    }

    /** How patient the client is, in ms. */
    record Patience(long retryBackoffMs, int requestTimeoutMs, int turnMs) {}

    GroupClient(LogContext logContext, KafkaClient network, Metadata metadata, Time time, Patience patience) {
        super(
                logContext,
                network,
                metadata,
                time,
                patience.retryBackoffMs(),
                patience.requestTimeoutMs(),
                patience.turnMs());
        this.time = time;
    }

    void observe(Observer newObserver) {
        observer.set(newObserver);
    }

    @Override
    public RequestFuture<ClientResponse> send(Node node, AbstractRequest.Builder<?> request, int requestTimeoutMs) {
        long sentAtMs = time.hiResClockMs();
        RequestFuture<ClientResponse> answer = super.send(node, request, requestTimeoutMs);
        answer.addListener(new RequestFutureListener<>() {
            @Override
            public void onSuccess(ClientResponse response) {
                if (response.hasResponse()) {
                    observer.get().onAnswer(response.responseBody(), sentAtMs);
                }
            }

            @Override
            public void onFailure(RuntimeException e) {
                // Whoever sent the request handles it.
            }
        });
        return answer;
    }

    /** The heartbeat thread polls too, always with wakeups disabled. */
    @Override
    public void poll(Timer timer, PollCondition condition, boolean disableWakeup) {
        super.poll(timer, condition, disableWakeup);
        if (!disableWakeup) {
            observer.get().onTurn();
        }
    }
}
