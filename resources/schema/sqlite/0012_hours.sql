-- What an hour of UTC holds, in one text: a line per feature, provider, model, status and cost source, with its cells, in
-- whole numbers in the order of the columns of usage_quarter_hours. Questions by hour read one row an hour.
CREATE TABLE usage_hours (
    bucket_us INTEGER NOT NULL PRIMARY KEY,
    sums TEXT NOT NULL
) STRICT;

WITH summed (hour, line) AS (
    SELECT bucket_us - (bucket_us % 3600000000 + 3600000000) % 3600000000 AS hour,
           feature_id || ' ' || provider_id || ' ' || model_name_id || ' ' || status || ' ' || cost_source ||
           ' ' || SUM(requests) || ' ' || SUM(input_tokens) || ' ' || SUM(input_known) || ' ' ||
           SUM(cache_read_tokens) || ' ' || SUM(cache_read_known) || ' ' || SUM(cache_write_tokens) || ' ' ||
           SUM(cache_write_known) || ' ' || SUM(output_tokens) || ' ' || SUM(output_known) || ' ' ||
           SUM(reasoning_tokens) || ' ' || SUM(reasoning_known) || ' ' || SUM(latency_known) || ' ' ||
           SUM(cost_micros) || ' ' || SUM(cost_rest)
      FROM usage_quarter_hours
     GROUP BY hour, feature_id, provider_id, model_name_id, status, cost_source)
INSERT INTO usage_hours (bucket_us, sums)
SELECT hour, group_concat(line, char(10)) FROM summed GROUP BY hour;
