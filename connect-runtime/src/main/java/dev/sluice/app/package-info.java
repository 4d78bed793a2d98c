/** Where a worker is put together. Floor 8: uses everything, and only {@code cli} uses it. */
package dev.sluice.app;
