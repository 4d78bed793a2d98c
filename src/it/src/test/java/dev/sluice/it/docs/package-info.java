/** Runs what the pages of {@code docs/} tell users to type, and compares what comes out with what they promise. */
package dev.sluice.it.docs;
