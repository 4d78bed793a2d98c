/**
 * Whole clusters in one JVM, in virtual time, each from a seed. What runs is the product: the herder with its decisions,
 * actions and service, the group session with leader, assignor and wire format, the stores with their folds, writers and
 * retries. What is simulated is what they stand on:
 *
 * <ul>
 *   <li>{@link dev.sluice.simulation.World}: time and chance. Events are handled one after another, and one thread has
 *       the turn at any time. Code that waits does so through {@code Threads.await}, which lets the world go on. The
 *       herder's loop may not wait: if it does, the seed fails.
 *   <li>{@link dev.sluice.simulation.SimulatedBrokers} and their topics: writes get lost or are written without an
 *       answer, readers are late and read in batches of their own, transactions show when they commit and fence each
 *       other, logs are compacted.
 *   <li>{@link dev.sluice.simulation.SimulatedCoordinator} and {@link dev.sluice.simulation.SimulatedMembership}: the
 *       classic group protocol with its join barrier, generations, sessions, and the coordinator's move.
 *   <li>{@link dev.sluice.simulation.SimulatedWork} and {@link dev.sluice.simulation.SimulatedPlugins}: connectors and
 *       tasks as facts, which take a while, fail, hang, and want other tasks.
 *   <li>{@link dev.sluice.simulation.SimulatedRest}: calls from clients and between workers, signed and forwarded.
 * </ul>
 *
 * <p>A run ({@link dev.sluice.simulation.Simulation}) starts a cluster, has {@link dev.sluice.simulation.Client}s use it
 * and {@link dev.sluice.simulation.Faults} disturb it: crashes, orderly stops, freezes, cut networks, brokers and
 * coordinators that go away. All the while {@link dev.sluice.simulation.Facts} watch that nothing runs on two workers; one
 * that was put out of the group is excused until it had the time to notice and to stop. Then it clears up, and
 * {@link dev.sluice.simulation.Convergence} says what has to be: every accepted config is there, everybody sees the same,
 * all that is configured runs once with the newest config, statuses tell exactly that, and every call was answered.
 *
 * <p>What this world leaves out: plugins and records, HTTP and its waits for a rebalance, exactly-once tasks, members of
 * another make, and compaction of connector configs.
 */
package dev.sluice.simulation;
