-- Which rows a user has: a list per 65536 neighbouring ids and 16 neighbouring users (segment = id / 65536,
-- user_group = user_id / 16). An entry is five hexadecimal digits, four of the id's rest and one of the user's;
-- entries ascend. A row that went or changed its user may still be listed; each row stands in the list of its user.
-- By segment first, and of several users, so that an import changes few pages.
CREATE TABLE usage_user_rows (
    segment BIGINT NOT NULL,
    user_group BIGINT NOT NULL,
    ids TEXT NOT NULL,
    PRIMARY KEY (segment, user_group)
);

INSERT INTO usage_user_rows (segment, user_group, ids)
SELECT id >> 16, user_id >> 4, string_agg(lpad(to_hex(id & 65535), 4, '0') || to_hex(user_id & 15), '' ORDER BY id)
  FROM ai_usage_logs
 GROUP BY id >> 16, user_id >> 4;
