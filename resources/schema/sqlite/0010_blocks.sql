-- What 256 rows with neighbouring ids hold at most (block = id / 256): requests are put in order without reading those that cannot
-- be first. low_ and high_ are bounds, texts in hexadecimal digits of their first 24 bytes; set_ has the bit id % 62 of each
-- name; unknown has a bit for each column that is NULL in some row.
CREATE TABLE usage_row_blocks (
    block INTEGER NOT NULL PRIMARY KEY,
    low_ts_us INTEGER NOT NULL,
    high_ts_us INTEGER NOT NULL,
    low_input_tokens INTEGER,
    high_input_tokens INTEGER,
    low_cache_read_tokens INTEGER,
    high_cache_read_tokens INTEGER,
    low_output_tokens INTEGER,
    high_output_tokens INTEGER,
    low_reasoning_tokens INTEGER,
    high_reasoning_tokens INTEGER,
    low_latency_us INTEGER,
    high_latency_us INTEGER,
    low_ttft_us INTEGER,
    high_ttft_us INTEGER,
    low_cost_pico INTEGER,
    high_cost_pico INTEGER,
    low_batch_id INTEGER NOT NULL,
    high_batch_id INTEGER NOT NULL,
    low_line INTEGER NOT NULL,
    high_line INTEGER NOT NULL,
    low_session TEXT,
    high_session TEXT,
    low_error_code TEXT,
    high_error_code TEXT,
    set_feature_id INTEGER NOT NULL,
    set_provider_id INTEGER NOT NULL,
    set_model_name_id INTEGER NOT NULL,
    set_user_id INTEGER NOT NULL,
    set_status INTEGER NOT NULL,
    set_cost_source INTEGER NOT NULL,
    unknown INTEGER NOT NULL
) STRICT;

WITH RECURSIVE
    extent (first, last) AS (SELECT MIN(id) / 256, MAX(id) / 256 FROM ai_usage_logs),
    counted (block) AS (SELECT first FROM extent WHERE first IS NOT NULL 
        UNION ALL SELECT block + 1 FROM counted, extent WHERE block < last),
    bounds (block, b) AS MATERIALIZED (
        SELECT block, (SELECT CASE WHEN COUNT(*) > 0 THEN json_array(
            MIN(ts_us), MAX(ts_us), MIN(input_tokens), MAX(input_tokens), MIN(cache_read_tokens),
            MAX(cache_read_tokens), MIN(output_tokens), MAX(output_tokens), MIN(reasoning_tokens),
            MAX(reasoning_tokens), MIN(latency_us), MAX(latency_us), MIN(ttft_us), MAX(ttft_us), MIN(cost_pico),
            MAX(cost_pico), MIN(batch_id), MAX(batch_id), MIN(line), MAX(line),
            MIN(NULLIF(lower(hex(substr(CAST(session AS BLOB), 1, 24))), '')),
            MAX(NULLIF(lower(hex(substr(CAST(session AS BLOB), 1, 24))), '') ||
                CASE WHEN length(CAST(session AS BLOB)) > 24 THEN 'ff' ELSE '' END),
            MIN(NULLIF(lower(hex(substr(CAST(error_code AS BLOB), 1, 24))), '')),
            MAX(NULLIF(lower(hex(substr(CAST(error_code AS BLOB), 1, 24))), '') ||
                CASE WHEN length(CAST(error_code AS BLOB)) > 24 THEN 'ff' ELSE '' END),
            SUM(DISTINCT 1 << (feature_id % 62)), SUM(DISTINCT 1 << (provider_id % 62)),
            SUM(DISTINCT 1 << (model_name_id % 62)), SUM(DISTINCT 1 << (user_id % 62)),
            SUM(DISTINCT 1 << (status % 62)), SUM(DISTINCT 1 << (cost_source % 62)),
            MAX(input_tokens IS NULL) * 2 +
            MAX(cache_read_tokens IS NULL) * 4 +
            MAX(output_tokens IS NULL) * 8 +
            MAX(reasoning_tokens IS NULL) * 16 +
            MAX(latency_us IS NULL) * 32 +
            MAX(ttft_us IS NULL) * 64 +
            MAX(cost_pico IS NULL) * 128 +
            MAX(session IS NULL) * 1024 +
            MAX(error_code IS NULL) * 2048)
            END FROM ai_usage_logs WHERE id BETWEEN block * 256 AND block * 256 + 255)
        FROM counted)
INSERT INTO usage_row_blocks
    (block,
     low_ts_us, high_ts_us, low_input_tokens, high_input_tokens, low_cache_read_tokens, high_cache_read_tokens,
     low_output_tokens, high_output_tokens, low_reasoning_tokens, high_reasoning_tokens, low_latency_us,
     high_latency_us, low_ttft_us, high_ttft_us, low_cost_pico, high_cost_pico, low_batch_id, high_batch_id,
     low_line, high_line, low_session, high_session, low_error_code, high_error_code, set_feature_id,
     set_provider_id, set_model_name_id, set_user_id, set_status, set_cost_source, unknown)
SELECT block,
       b ->> 0, b ->> 1, b ->> 2, b ->> 3, b ->> 4, b ->> 5, b ->> 6, b ->> 7, b ->> 8, b ->> 9, b ->> 10, b ->> 11,
       b ->> 12, b ->> 13, b ->> 14, b ->> 15, b ->> 16, b ->> 17, b ->> 18, b ->> 19, b ->> 20, b ->> 21, b ->> 22,
       b ->> 23, b ->> 24, b ->> 25, b ->> 26, b ->> 27, b ->> 28, b ->> 29, b ->> 30
  FROM bounds
 WHERE b IS NOT NULL;
