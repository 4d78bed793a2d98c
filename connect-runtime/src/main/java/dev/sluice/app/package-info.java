/** Where a worker is put together. Floor 8: uses everything, and only {@code mirror} and {@code cli} use it. */
package dev.sluice.app;
