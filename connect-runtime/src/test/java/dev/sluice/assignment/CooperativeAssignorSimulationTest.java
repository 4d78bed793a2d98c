package dev.sluice.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.WorkShare;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups to which everything happens that can happen, from seeds; a failure names the seed to run again. */
class CooperativeAssignorSimulationTest {
    private static final int STEPS = 60;

    /** Stop what is superfluous, balance, pause, balance again, deal: what the worst history needs to come to rest. */
    private static final int MOST_ROUNDS = 10;

    private static ApacheAssignor apache;

    @BeforeAll
    static void load() {
        apache = new ApacheAssignor();
    }

    @AfterAll
    static void unload() throws IOException {
        apache.close();
    }

    static LongStream seeds() {
        return LongStream.range(0, 120);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void comesToRestEvenlyWhateverHappens(long seed) {
        Random random = new Random(seed);
        SimulatedGroup group = new SimulatedGroup(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(300_000));
        group.join("http://0");
        for (int step = 0; step < STEPS; step++) {
            happen(group, random);
            if (random.nextInt(3) == 0) {
                group.settle(MOST_ROUNDS);
                group.assertAllRunsOnceAndEvenly();
            } else if (random.nextInt(8) == 0) {
                group.rebalanceInVain();
            } else {
                group.rebalance();
            }
        }
        group.settle(MOST_ROUNDS);
        group.assertAllRunsOnceAndEvenly();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aRollingRestartLeavesEverythingWhereItWas(long seed) {
        Random random = new Random(seed);
        SimulatedGroup group = new SimulatedGroup(300_000);
        int workers = 2 + random.nextInt(8);
        for (int worker = 0; worker < workers; worker++) {
            group.join("http://" + worker);
        }
        int connectors = 1 + random.nextInt(20);
        for (int connector = 0; connector < connectors; connector++) {
            group.put("c" + connector, random.nextInt(12));
        }
        group.settle(2);
        Map<String, WorkShare> before = byUrl(group);
        group.revokedSinceLastAsked();

        List<String> order = group.ids();
        Collections.shuffle(order, random);
        for (String id : order) {
            String url = group.leave(id).url();
            group.rebalance();
            group.pass(random.nextInt(100_000));
            group.join(url);
            group.rebalance();
        }

        assertEquals(0, group.revokedSinceLastAsked());
        assertEquals(before, byUrl(group));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void membersThatStayNeverLoseWorkToAMemberThatLeaves(long seed) {
        Random random = new Random(seed);
        SimulatedGroup group = new SimulatedGroup(random.nextBoolean() ? 0 : 60_000);
        for (int worker = 0; worker < 2 + random.nextInt(8); worker++) {
            group.join("http://" + worker);
        }
        for (int connector = 0; connector < 1 + random.nextInt(20); connector++) {
            group.put("c" + connector, random.nextInt(12));
        }
        group.settle(2);
        group.revokedSinceLastAsked();

        group.leave(any(group.ids(), random));
        int rounds = group.settle(3);

        assertTrue(rounds <= 2);
        assertEquals(0, group.revokedSinceLastAsked());
        group.assertAllRunsOnceAndEvenly();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void comesToRestEvenlyWithApachesWorkersAsLeadersInBetween(long seed) {
        Random random = new Random(seed);
        int maxDelayMs = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(300_000);
        SimulatedGroup group = new SimulatedGroup(maxDelayMs);
        List<SimulatedGroup.Leader> leaders = List.of(
                apache.newLeader(maxDelayMs),
                new SimulatedGroup.OurLeader(maxDelayMs),
                apache.newLeader(maxDelayMs),
                new SimulatedGroup.OurLeader(maxDelayMs));
        group.join("http://0");
        for (int step = 0; step < STEPS; step++) {
            happen(group, random);
            if (random.nextInt(4) == 0) {
                group.changeLeader(leaders.get(random.nextInt(leaders.size())));
            }
            if (random.nextInt(3) == 0) {
                group.settle(MOST_ROUNDS);
                group.assertAllRunsOnceAndEvenly();
            } else if (random.nextInt(8) == 0) {
                group.rebalanceInVain();
            } else {
                group.rebalance();
            }
        }
        group.changeLeader();
        group.settle(MOST_ROUNDS);
        group.assertAllRunsOnceAndEvenly();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatHasComeToRestIsLeftAloneByWhoeverLeadsNext(long seed) {
        Random random = new Random(seed);
        SimulatedGroup group = new SimulatedGroup(60_000);
        group.join("http://0");
        for (int step = 0; step < 20; step++) {
            happen(group, random);
            group.rebalance();
        }
        group.settle(MOST_ROUNDS);
        Map<String, Member> before = group.members();

        group.rebalance();
        group.changeLeader();
        group.rebalance();
        group.changeLeader(apache.newLeader(60_000));
        group.rebalance();
        group.changeLeader();
        group.rebalance();

        assertEquals(before, group.members());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withoutADelayARollingRestartEndsWhereItBeganIfAllComesOutEven(long seed) {
        Random random = new Random(seed);
        SimulatedGroup group = new SimulatedGroup(0);
        int workers = 2 + random.nextInt(8);
        for (int worker = 0; worker < workers; worker++) {
            group.join("http://" + worker);
        }
        for (int connector = 0; connector < workers; connector++) {
            group.put("c" + connector, 1 + random.nextInt(12));
        }
        while (group.configured().tasks().size() % workers > 0) {
            group.put("c0", group.tasksOf("c0") + 1);
        }
        group.settle(2);
        Map<String, WorkShare> before = byUrl(group);
        group.revokedSinceLastAsked();

        List<String> order = group.ids();
        Collections.shuffle(order, random);
        int ownWork = 0;
        for (String id : order) {
            Member left = group.leave(id);
            ownWork += SimulatedGroup.size(left.running());
            group.settle(2);
            group.pass(random.nextInt(100_000));
            group.join(left.url());
            group.settle(3);
        }

        assertEquals(before, byUrl(group));
        assertEquals(ownWork, group.revokedSinceLastAsked(), "only what returned was moved");
    }

    private static void happen(SimulatedGroup group, Random random) {
        List<String> ids = group.ids();
        List<String> connectors = group.connectors();
        switch (random.nextInt(11)) {
            case 0, 1 -> group.join("http://" + random.nextInt(12));
            case 2, 3 -> {
                if (ids.size() > 1) {
                    group.leave(any(ids, random));
                }
            }
            case 4, 5 -> group.put("c" + random.nextInt(15), random.nextInt(10));
            case 6 -> {
                if (!connectors.isEmpty()) {
                    group.delete(any(connectors, random));
                }
            }
            case 7 -> group.changeLeader();
            case 8 -> group.drop(any(ids, random));
            case 9 -> {
                Member gone = group.leave(any(ids, random));
                group.joinRunning(gone.url(), gone.running());
            }
            case 10 -> group.pass(random.nextInt(200_000));
            default -> throw new IllegalStateException("No such event");
        }
    }

    private static Map<String, WorkShare> byUrl(SimulatedGroup group) {
        Map<String, WorkShare> shares = new HashMap<>();
        group.members().values().forEach(member -> shares.put(member.url(), member.running()));
        return shares;
    }

    private static String any(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}
