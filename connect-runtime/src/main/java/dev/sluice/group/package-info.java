/**
 * Membership of the worker group over Kafka's classic group protocol: the wire codec of its metadata, the leader's
 * round of assignment, and the one thread that stays in touch with the group's coordinator. Floor 3: uses
 * {@code model}, {@code concurrent}, {@code assignment}, kafka-clients and slf4j.
 *
 * <p>A member runs its work as long as nobody else can have been given it, and no longer. It stops everything and joins
 * again with empty hands when the coordinator does not know its member id any more, in whichever answer that is said;
 * when nothing has confirmed its membership for the session timeout, be it that the coordinator is away or that the
 * process was frozen ({@code SessionLease}); and when the worker's own loop has not answered for the
 * rebalance timeout ({@code LoopWatch}), after which it stays away until the loop does. Everything else
 * goes on meanwhile: without a coordinator, and while other members hold up a rebalance.
 */
package dev.sluice.group;
