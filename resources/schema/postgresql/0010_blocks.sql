-- What 256 rows with neighbouring ids hold at most (block = id / 256): requests are put in order without reading those that cannot
-- be first. low_ and high_ are bounds, texts in hexadecimal digits of their first 24 bytes; set_ has the bit id % 62 of each
-- name; unknown has a bit for each column that is NULL in some row.
CREATE TABLE usage_row_blocks (
    block BIGINT NOT NULL PRIMARY KEY,
    low_ts_us BIGINT NOT NULL,
    high_ts_us BIGINT NOT NULL,
    low_input_tokens BIGINT,
    high_input_tokens BIGINT,
    low_cache_read_tokens BIGINT,
    high_cache_read_tokens BIGINT,
    low_output_tokens BIGINT,
    high_output_tokens BIGINT,
    low_reasoning_tokens BIGINT,
    high_reasoning_tokens BIGINT,
    low_latency_us BIGINT,
    high_latency_us BIGINT,
    low_ttft_us BIGINT,
    high_ttft_us BIGINT,
    low_cost_pico BIGINT,
    high_cost_pico BIGINT,
    low_batch_id BIGINT NOT NULL,
    high_batch_id BIGINT NOT NULL,
    low_line BIGINT NOT NULL,
    high_line BIGINT NOT NULL,
    low_session TEXT,
    high_session TEXT,
    low_error_code TEXT,
    high_error_code TEXT,
    set_feature_id BIGINT NOT NULL,
    set_provider_id BIGINT NOT NULL,
    set_model_name_id BIGINT NOT NULL,
    set_user_id BIGINT NOT NULL,
    set_status BIGINT NOT NULL,
    set_cost_source BIGINT NOT NULL,
    unknown BIGINT NOT NULL
);

INSERT INTO usage_row_blocks
    (block,
     low_ts_us, high_ts_us, low_input_tokens, high_input_tokens, low_cache_read_tokens, high_cache_read_tokens,
     low_output_tokens, high_output_tokens, low_reasoning_tokens, high_reasoning_tokens, low_latency_us,
     high_latency_us, low_ttft_us, high_ttft_us, low_cost_pico, high_cost_pico, low_batch_id, high_batch_id,
     low_line, high_line, low_session, high_session, low_error_code, high_error_code, set_feature_id,
     set_provider_id, set_model_name_id, set_user_id, set_status, set_cost_source, unknown)
SELECT id / 256 AS block,
       MIN(ts_us), MAX(ts_us), MIN(input_tokens), MAX(input_tokens), MIN(cache_read_tokens), MAX(cache_read_tokens),
       MIN(output_tokens), MAX(output_tokens), MIN(reasoning_tokens), MAX(reasoning_tokens), MIN(latency_us),
       MAX(latency_us), MIN(ttft_us), MAX(ttft_us), MIN(cost_pico), MAX(cost_pico), MIN(batch_id), MAX(batch_id),
       MIN(line), MAX(line), MIN(encode(substring(convert_to(session, 'UTF8') FROM 1 FOR 24), 'hex') COLLATE "C"),
       MAX(encode(substring(convert_to(session, 'UTF8') FROM 1 FOR 24), 'hex')
           || CASE WHEN octet_length(session) > 24 THEN 'ff' ELSE '' END COLLATE "C"),
       MIN(encode(substring(convert_to(error_code, 'UTF8') FROM 1 FOR 24), 'hex') COLLATE "C"),
       MAX(encode(substring(convert_to(error_code, 'UTF8') FROM 1 FOR 24), 'hex')
           || CASE WHEN octet_length(error_code) > 24 THEN 'ff' ELSE '' END COLLATE "C"),
       bit_or(CAST(1 AS BIGINT) << CAST(feature_id % 62 AS INTEGER)),
       bit_or(CAST(1 AS BIGINT) << CAST(provider_id % 62 AS INTEGER)),
       bit_or(CAST(1 AS BIGINT) << CAST(model_name_id % 62 AS INTEGER)),
       bit_or(CAST(1 AS BIGINT) << CAST(user_id % 62 AS INTEGER)),
       bit_or(CAST(1 AS BIGINT) << CAST(status % 62 AS INTEGER)),
       bit_or(CAST(1 AS BIGINT) << CAST(cost_source % 62 AS INTEGER)),
       MAX(CASE WHEN input_tokens IS NULL THEN 2 ELSE 0 END) +
       MAX(CASE WHEN cache_read_tokens IS NULL THEN 4 ELSE 0 END) +
       MAX(CASE WHEN output_tokens IS NULL THEN 8 ELSE 0 END) +
       MAX(CASE WHEN reasoning_tokens IS NULL THEN 16 ELSE 0 END) +
       MAX(CASE WHEN latency_us IS NULL THEN 32 ELSE 0 END) +
       MAX(CASE WHEN ttft_us IS NULL THEN 64 ELSE 0 END) +
       MAX(CASE WHEN cost_pico IS NULL THEN 128 ELSE 0 END) +
       MAX(CASE WHEN session IS NULL THEN 1024 ELSE 0 END) +
       MAX(CASE WHEN error_code IS NULL THEN 2048 ELSE 0 END)
  FROM ai_usage_logs
 GROUP BY 1;
