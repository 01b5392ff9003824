-- Which rows a user has: a list per 65536 neighbouring ids and 16 neighbouring users (segment = id / 65536,
-- user_group = user_id / 16). An entry is five hexadecimal digits, four of the id's rest and one of the user's;
-- entries ascend. A row that went or changed its user may still be listed; each row stands in the list of its user.
-- By segment first, and of several users, so that an import changes few pages. With rowids: without, most lists would
-- leave a page of their own half empty.
CREATE TABLE usage_user_rows (
    segment INTEGER NOT NULL,
    user_group INTEGER NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (segment, user_group)
) STRICT;

-- A segment at a time: to sort all rows at once would take all memory.
WITH RECURSIVE
    extent (first, last) AS (SELECT MIN(id) >> 16, MAX(id) >> 16 FROM ai_usage_logs),
    counted (number) AS (SELECT first FROM extent WHERE first IS NOT NULL
        UNION ALL SELECT number + 1 FROM counted, extent WHERE number < last)
INSERT INTO usage_user_rows (segment, user_group, ids)
SELECT number, CAST(key AS INTEGER), value
  FROM counted CROSS JOIN json_each((
        SELECT json_group_object(users, ids)
          FROM (SELECT users, group_concat(entry, '') AS ids
                  FROM (SELECT user_id >> 4 AS users, printf('%04x%x', id & 65535, user_id & 15) AS entry
                          FROM ai_usage_logs
                         WHERE id BETWEEN number * 65536 AND number * 65536 + 65535
                      ORDER BY users, id)
                 GROUP BY users)));
