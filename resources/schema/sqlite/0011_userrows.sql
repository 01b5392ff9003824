-- Which rows a user has, a list per 65536 neighbouring ids (segment = id / 65536): the lower half of each id in four hexadecimal
-- digits, ascending. A row that went or changed its user may still be listed; each row stands in the list of its user, once.
CREATE TABLE usage_user_rows (
    user_id INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (user_id, segment)
) STRICT, WITHOUT ROWID;

INSERT INTO usage_user_rows (user_id, segment, ids)
SELECT user_id, id >> 16, group_concat(printf('%04x', id & 65535), '')
  FROM (SELECT user_id, id FROM ai_usage_logs ORDER BY user_id, id)
 GROUP BY user_id, id >> 16;
