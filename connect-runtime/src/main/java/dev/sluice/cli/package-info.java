/** Entry points of the command line: arguments, properties files, signals and exit codes. Floor 10. */
package dev.sluice.cli;
