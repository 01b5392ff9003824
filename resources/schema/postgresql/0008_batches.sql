-- What an import wrote, by day: its page and its requests need no look at every row.

CREATE TABLE usage_batch_days (
    batch_id BIGINT NOT NULL,
    bucket_us BIGINT NOT NULL,
    status BIGINT NOT NULL,
    cost_source BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    input_tokens BIGINT NOT NULL,
    input_known BIGINT NOT NULL,
    cache_read_tokens BIGINT NOT NULL,
    cache_read_known BIGINT NOT NULL,
    cache_write_tokens BIGINT NOT NULL,
    cache_write_known BIGINT NOT NULL,
    output_tokens BIGINT NOT NULL,
    output_known BIGINT NOT NULL,
    reasoning_tokens BIGINT NOT NULL,
    reasoning_known BIGINT NOT NULL,
    latency_known BIGINT NOT NULL,
    cost_micros BIGINT NOT NULL,
    cost_rest BIGINT NOT NULL,
    PRIMARY KEY (batch_id, bucket_us, status, cost_source)
);

-- A day is the workspace's own; every row has its day in usage_days.
INSERT INTO usage_batch_days
    (batch_id, bucket_us, status, cost_source, requests, input_tokens, input_known, cache_read_tokens, cache_read_known, cache_write_tokens, cache_write_known,
     output_tokens, output_known, reasoning_tokens, reasoning_known, latency_known, cost_micros, cost_rest)
SELECT batch_id, (SELECT MAX(d.bucket_us) FROM usage_days d WHERE d.bucket_us <= ts_us) AS day, status, cost_source, COUNT(*),
       SUM(COALESCE(input_tokens, 0)), COUNT(input_tokens),
       SUM(COALESCE(cache_read_tokens, 0)), COUNT(cache_read_tokens),
       SUM(COALESCE(cache_write_5m_tokens, 0) + COALESCE(cache_write_1h_tokens, 0)), COUNT(COALESCE(cache_write_5m_tokens, cache_write_1h_tokens)),
       SUM(COALESCE(output_tokens, 0)), COUNT(output_tokens),
       SUM(COALESCE(reasoning_tokens, 0)), COUNT(reasoning_tokens),
       COUNT(CASE WHEN status = 1 THEN latency_us END),
       SUM(COALESCE(cost_pico, 0) / 1000000), SUM(COALESCE(cost_pico, 0) % 1000000)
  FROM ai_usage_logs
 GROUP BY batch_id, day, status, cost_source;
