/**
 * Membership of the worker group over Kafka's classic group protocol: the wire codec of its metadata, the leader's
 * round of assignment, and the one thread that stays in touch with the group's coordinator. Floor 3: uses
 * {@code model}, {@code concurrent}, {@code assignment}, kafka-clients and slf4j.
 */
package dev.sluice.group;
