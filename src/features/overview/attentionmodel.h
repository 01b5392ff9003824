#pragma once

#include "features/overview/attention.h"

#include <QAbstractListModel>

/// The list "Needs attention": the title is the text, the sentence with the figures the tooltip and DetailRole.
class AttentionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole + 100, ItemSeverityRole };

    using QAbstractListModel::QAbstractListModel;

    void setItems(const QList<AttentionItem> &items);
    const QList<AttentionItem> &items() const { return m_items; }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<AttentionItem> m_items;
};
