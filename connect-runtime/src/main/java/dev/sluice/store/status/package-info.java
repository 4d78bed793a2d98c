/**
 * The status topic: what every connector and task does, and which topics each connector uses. Floor 3: uses
 * {@code model}, {@code kafka}, {@code log} and {@code concurrent}.
 */
package dev.sluice.store.status;
