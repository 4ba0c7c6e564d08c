# Makes goldens.json, what the tests of src/analysis hold its figures to:
#
#   Rscript test/analysis/lifetimes/goldens/make.R
#
# It needs R with the packages survival and jsonlite (Debian: r-cran-survival,
# r-cran-jsonlite). The tests need neither.
library(survival)

# Freireich et al., "The effect of 6-mercaptopurine on the duration of steroid-induced
# remissions in acute leukemia", Blood 21, 1963: weeks of remission.
leukaemia <- data.frame(
  time = c(
    6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35,
    1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23
  ),
  event = c(
    1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, rep(1, 21)
  ),
  group = rep(c("6-MP", "placebo"), each = 21)
)

# NIST/SEMATECH e-Handbook of Statistical Methods, 8.4.1.3.
nist <- data.frame(
  time = c(54, 187, 216, 240, 244, 335, 361, 373, 375, 386, rep(500, 10)),
  event = rep(c(1, 0), each = 10),
  group = "all"
)

# As the lab's own trials are: whole attempts, many ties, one cap for all.
set.seed(20260101)
capped <- data.frame(
  time = ceiling(c(rexp(120, 1 / 15), rexp(120, 1 / 25), rweibull(120, 2, 20))),
  group = rep(c("a", "b", "c"), each = 120)
)
capped$event <- as.integer(capped$time <= 30)
capped$time <- pmin(capped$time, 30)

datasets <- list(
  aml = data.frame(time = aml$time, event = aml$status, group = as.character(aml$x)),
  leukaemia = leukaemia,
  nist = nist,
  lung = data.frame(
    time = lung$time, event = lung$status - 1,
    group = ifelse(lung$sex == 1, "male", "female")
  ),
  veteran = data.frame(
    time = veteran$time, event = veteran$status, group = as.character(veteran$celltype)
  ),
  ovarian = data.frame(
    time = ovarian$futime, event = ovarian$fustat, group = paste("rx", ovarian$rx)
  ),
  capped = capped
)

curve_of <- function(data) {
  fit <- survfit(Surv(time, event) ~ 1, data, conf.type = "log-log")
  all <- summary(fit, censored = FALSE)
  at <- match(all$time, fit$time)
  outer <- quantile(fit, c(0.25, 0.75))
  tau <- max(data$time) * 0.8
  table <- summary(fit, rmean = tau)$table
  list(
    rows = data.frame(
      time = all$time, atRisk = all$n.risk, events = all$n.event, survival = all$surv,
      stdErr = all$std.err, lower = all$lower, upper = all$upper,
      hazard = fit$cumhaz[at], hazardStdErr = fit$std.chaz[at]
    ),
    # What print and summary call the median; quantile() says otherwise of a curve that
    # ends at one half.
    median = list(
      time = table[["median"]], lower = table[["0.95LCL"]], upper = table[["0.95UCL"]]
    ),
    quartiles = data.frame(
      p = c(0.25, 0.75), time = outer$quantile, lower = outer$lower, upper = outer$upper
    ),
    restrictedMean = list(
      to = tau, mean = table[["rmean"]], stdErr = table[["se(rmean)"]]
    )
  )
}

fits_of <- function(data) {
  tight <- survreg.control(rel.tolerance = 1e-14, maxiter = 200)
  r <- sum(data$event)
  total <- sum(data$time)
  exponential <- survreg(Surv(time, event) ~ 1, data, dist = "exponential")
  weibull <- survreg(Surv(time, event) ~ 1, data, dist = "weibull", control = tight)
  shape <- 1 / weibull$scale
  statistic <- 2 * (weibull$loglik[1] - exponential$loglik[1])
  drop <- function(log_shape) {
    fixed <- survreg(Surv(time, event) ~ 1, data,
      dist = "weibull", scale = exp(-log_shape), control = tight
    )
    2 * (weibull$loglik[1] - fixed$loglik[1]) - qchisq(0.95, 1)
  }
  bound <- function(other) {
    exp(uniroot(drop, sort(c(log(shape), other)), tol = 1e-12)$root)
  }
  list(
    exponential = list(
      rate = exp(-exponential$coefficients[[1]]), logLik = exponential$loglik[1],
      rateLower = qchisq(0.025, 2 * r) / (2 * total),
      rateUpper = qchisq(0.975, 2 * r + 2) / (2 * total)
    ),
    weibull = list(
      shape = shape, scale = exp(weibull$coefficients[[1]]), logLik = weibull$loglik[1],
      shapeLower = bound(log(shape) - 2), shapeUpper = bound(log(shape) + 2)
    ),
    exponentialTest = list(
      statistic = statistic, p = pchisq(statistic, 1, lower.tail = FALSE)
    )
  )
}

log_rank_of <- function(data) {
  test <- survdiff(Surv(time, event) ~ group, data)
  df <- length(test$n) - 1
  list(
    chiSquare = test$chisq, df = df, p = pchisq(test$chisq, df, lower.tail = FALSE),
    expected = test$exp
  )
}

pairs_of <- function(data) {
  pairs <- combn(sort(unique(data$group)), 2, simplify = FALSE)
  rows <- lapply(pairs, function(pair) {
    both <- data[data$group %in% pair, ]
    both$second <- as.integer(both$group == pair[2])
    test <- log_rank_of(both)
    cox <- coxph(Surv(time, event) ~ second, both,
      ties = "efron", control = coxph.control(eps = 1e-14)
    )
    interval <- exp(confint(cox))
    data.frame(
      a = pair[1], b = pair[2], chiSquare = test$chiSquare, p = test$p,
      ratio = exp(coef(cox)[[1]]), lower = interval[1], upper = interval[2]
    )
  })
  rows <- do.call(rbind, rows)
  rows$pHolm <- p.adjust(rows$p, "holm")
  rows
}

results_of <- function(data) {
  groups <- lapply(split(data, data$group), function(group) {
    c(curve_of(group), fits_of(group))
  })
  several <- length(groups) > 1
  list(
    time = data$time, event = data$event, group = data$group, groups = groups,
    logrank = if (several) log_rank_of(data), pairwise = if (several) pairs_of(data)
  )
}

# Progression or death after the finding of a monoclonal gammopathy (Kyle et al., 2002).
incidence_of <- function(data) {
  cause <- with(data, ifelse(pstat == 1, "progression", ifelse(death == 1, "death", "")))
  time <- with(data, ifelse(pstat == 1, ptime, futime))
  state <- factor(cause, c("", "progression", "death"))
  fit <- survfit(Surv(time, state) ~ 1)
  at <- which(rowSums(fit$n.event[, -1]) > 0)
  list(
    time = time, cause = cause,
    rows = data.frame(
      time = fit$time[at],
      progression = fit$pstate[at, 2], progressionStdErr = fit$std.err[at, 2],
      death = fit$pstate[at, 3], deathStdErr = fit$std.err[at, 3]
    )
  )
}

# D'Agostino and Stephens, "Goodness-of-Fit Techniques", 1986: formulas 4.2 (all failed)
# and 4.7.3 (censored at one time).
anderson_darling_of <- function(data) {
  n <- nrow(data)
  rate <- sum(data$event) / sum(data$time)
  z <- sort(1 - exp(-rate * data$time[data$event == 1]))
  r <- length(z)
  i <- seq_len(r)
  if (r == n) return(-n - mean((2 * i - 1) * (log(z) + log(1 - rev(z)))))
  end <- 1 - exp(-rate * max(data$time))
  -sum((2 * i - 1) * (log(z) - log(1 - z))) / n - 2 * sum(log(1 - z)) -
    ((r - n)^2 * log(1 - end) - r^2 * log(end) + n^2 * end) / n
}

by_group <- function(data, name) data[data$group == name, ]
chi <- expand.grid(df = c(1, 2, 3, 7, 199), x = c(1e-4, 0.5, 3.84, 40, 700))
quantiles <- expand.grid(df = c(2, 4, 40, 2e4, 2e6), p = c(0.025, 0.05, 0.95, 0.975))
tables <- list(
  list(c(3, 1), c(1, 3)),
  list(c(10, 2), c(3, 15)),
  list(c(1, 2, 1, 0), c(3, 3, 6, 1), c(10, 10, 14, 9), c(6, 7, 12, 11)),
  list(c(28, 2, 0, 0), c(21, 4, 5, 0), c(15, 0, 9, 6)),
  list(c(30, 0), c(0, 30), c(15, 15)),
  list(c(0, 0, 5), c(0, 0, 7))
)
fisher_of <- function(rows) {
  table <- do.call(rbind, rows)
  table <- table[, colSums(table) > 0, drop = FALSE]
  list(rows = rows, p = if (ncol(table) < 2) 1 else fisher.test(table)$p.value)
}

goldens <- list(
  madeBy = paste(R.version.string, "survival", packageVersion("survival")),
  datasets = lapply(datasets, results_of),
  incidence = incidence_of(mgus2[1:400, ]),
  andersonDarling = list(
    leukaemiaPlacebo = anderson_darling_of(by_group(leukaemia, "placebo")),
    nist = anderson_darling_of(nist)
  ),
  chiSquare = transform(chi, upperTail = pchisq(x, df, lower.tail = FALSE)),
  chiSquareQuantile = transform(quantiles, quantile = qchisq(p, df)),
  fisher = lapply(tables, fisher_of)
)

command <- commandArgs(FALSE)
here <- dirname(sub("--file=", "", grep("--file=", command, value = TRUE)))
writeLines(
  jsonlite::toJSON(goldens, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"),
  file.path(here, "goldens.json")
)
