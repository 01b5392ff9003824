-- Which rows a user has, a list per 65536 neighbouring ids (segment = id / 65536): the lower half of each id in four hexadecimal
-- digits, ascending. A row that went or changed its user may still be listed; each row stands in the list of its user, once.
CREATE TABLE usage_user_rows (
    user_id BIGINT NOT NULL,
    segment BIGINT NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (user_id, segment)
);

INSERT INTO usage_user_rows (user_id, segment, ids)
SELECT user_id, id >> 16, string_agg(lpad(to_hex(id & 65535), 4, '0'), '' ORDER BY id)
  FROM ai_usage_logs
 GROUP BY user_id, id >> 16;
