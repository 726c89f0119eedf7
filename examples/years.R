# How did the share of requests that were granted move over the years? With R, no package needed.
#
#     nianbao demo -o demo && nianbao export demo --panel
#     Rscript examples/years.R demo
#
# Reads panel.csv: a row for each agency and year, also where no report was read. A gap stays a gap: what is counted says how many
# agencies are in it. Variables are explained in codebook.csv, those of 2019 and 2021 that may be compared in crosswalk.csv.

# columns panel: region_code, year, read, rq_grant_tot, rq_part_tot, rq_out_tot
# columns crosswalk: variable, relation

dataset <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(dataset)) dataset <- "demo"
panel <- read.csv(file.path(dataset, "panel.csv"), fileEncoding = "UTF-8-BOM", na.strings = "",
                  colClasses = c(region_code = "character"))
crosswalk <- read.csv(file.path(dataset, "crosswalk.csv"), fileEncoding = "UTF-8-BOM", na.strings = "")

used <- c("rq_grant_tot", "rq_part_tot", "rq_out_tot")
same <- unique(crosswalk$variable[crosswalk$relation == "same"])
stopifnot(used %in% same)  # these mean the same in both forms

read <- panel$read == "yes"
complete <- read & stats::complete.cases(panel[, used]) & panel$rq_out_tot > 0
for (year in sort(unique(panel$year))) {
  of <- panel$year == year
  now <- panel[of & complete, ]
  granted <- sum(now$rq_grant_tot + now$rq_part_tot)
  handled <- sum(now$rq_out_tot)
  if (handled == 0) {
    cat(sprintf("%d: no report that says it (%d agencies, %d read)\n", year, sum(of), sum(of & read)))
    next
  }
  range <- prop.test(granted, handled, correct = FALSE)$conf.int  # Wilson's interval
  cat(sprintf("%d: %.1f%% [%.1f-%.1f] granted in full or in part, %d of %d requests; %d of %d agencies\n",
              year, 100 * granted / handled, 100 * range[1], 100 * range[2], granted, handled, nrow(now), sum(of)))
}
