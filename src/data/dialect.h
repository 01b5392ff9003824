#pragma once

/// Which engine a connection speaks to. SQL that differs between the two asks this, and only in data/, audit/ and ledger/.
enum class Dialect { Sqlite, PostgreSql };
