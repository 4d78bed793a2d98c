package dev.sluice.validation;

import dev.sluice.service.ValidationReport;
import java.util.List;

/**
 * A part of a report.
 *
 * @param entries one a key
 * @param errors  how many errors it counts
 */
record ReportSection(List<ValidationReport.Entry> entries, int errors) {
    static final ReportSection EMPTY = new ReportSection(List.of(), 0);
}
