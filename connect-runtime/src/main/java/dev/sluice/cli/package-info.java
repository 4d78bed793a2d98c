/** Entry points of the command line: arguments, properties files, signals and exit codes. Floor 9. */
package dev.sluice.cli;
