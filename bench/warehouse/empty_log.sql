-- Before each run that is measured: nothing in the log, nothing left to be written to disk.
TRUNCATE cptpolicy.evaluation_run, cptpolicy.evaluation, cptpolicy.evaluation_reason;
CHECKPOINT;
