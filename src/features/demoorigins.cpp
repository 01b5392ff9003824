#include "features/demoorigins.h"

#include "data/sql.h"

Result<QList<DemoOrigin>> demoOrigins(Connection &connection)
{
    return Sql::select(connection, QStringLiteral(R"(
        SELECT f.key, f.name, origin.value, shift.value
          FROM ai_features f
          JOIN workspace_info origin ON origin.key = 'demo.' || f.key || '.origin'
          JOIN workspace_info shift ON shift.key = 'demo.' || f.key || '.shift_us'
      ORDER BY f.name, f.key)"),
        {}, [](const Row &row) {
            return DemoOrigin { row.text(0), row.text(1), row.text(2), row.text(3).toLongLong() };
        });
}
