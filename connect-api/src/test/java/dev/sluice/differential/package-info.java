/** Differential testing against Apache's published jars; shared by the modules whose classes have a twin there. */
package dev.sluice.differential;
