#pragma once

/// Which engine a connection speaks to. SQL that differs between the two asks this, and only in data/, ledger/ and
/// migration/.
enum class Dialect { Sqlite, PostgreSql };
