#pragma once

#include "core/result.h"
#include "ledger/preparedrows.h"

#include <vector>

class Connection;

/// The rows of the dimension tables for the names of one import: names first met are looked up or added, and from then
/// on their position gives the id. Position 0 is the empty name, id 0.
class ImportNames
{
public:
    explicit ImportNames(Connection &connection) : m_connection(connection) {}

    /// Takes up the names that `batch` meets first. Inside its transaction.
    Result<> add(const PreparedBatch &batch, UtcMicros now);

    qint64 feature(const PreparedRow &row) const { return m_features[size_t(row.feature)]; }
    qint64 provider(const PreparedRow &row) const { return m_providers[size_t(row.provider)]; }
    qint64 model(const PreparedRow &row) const { return m_models[size_t(row.model)]; }
    qint64 user(const PreparedRow &row) const { return m_users[size_t(row.user)]; }
    qint64 source(const PreparedRow &row) const { return m_sources[size_t(row.source)]; }

private:
    Result<qint64> idOfFeature(const NewName &name, UtcMicros now);
    Result<qint64> idOfModel(const NewName &name);
    Result<qint64> idOf(const char *table, const NewName &name);

    Connection &m_connection;
    std::vector<qint64> m_features { 0 };
    std::vector<qint64> m_providers { 0 };
    std::vector<qint64> m_models { 0 };
    std::vector<qint64> m_users { 0 };
    std::vector<qint64> m_sources { 0 };
};
