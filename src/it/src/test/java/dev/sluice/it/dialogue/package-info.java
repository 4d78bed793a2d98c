/**
 * The oracle: a written dialogue is held with Apache's worker and with ours, and the answers are compared field by field.
 */
package dev.sluice.it.dialogue;
