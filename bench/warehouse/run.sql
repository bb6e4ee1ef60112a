-- One run of the claims in "source", measured as "subject". It commits by batch, and so is called by the client.
SELECT bench.cpu_time() AS cpu, clock_timestamp() AS start \gset
CALL evaluate_claims(:'source', :'run');
INSERT INTO bench.measurement
VALUES (:'subject', :round, (bench.cpu_time() - :cpu) / 1000, extract(epoch FROM clock_timestamp() - :'start') * 1000);
