#pragma once

#include "features/flagreview.h"

#include <QAbstractItemModel>

#include <optional>

/// Staged changes as a tree: change, who gains and who loses, groups, people. People of a group come in portions, so
/// that a hundred thousand of them cost nothing until somebody scrolls there.
class ReviewModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum class Kind { Change, Gain, Loss, Nobody, Group, User };
    enum Role {
        KindRole = Qt::UserRole + 100, ///< Kind as int.
        CaptionRole, ///< QString below the text.
        CountRole, ///< QString at the right; empty for none. Of a Change its environment.
        FromRole, ///< Of a Change.
        ToRole,
        ProblemRole, ///< QString: why the change cannot be applied.
    };

    static constexpr int Portion = 200; ///< People that appear at once.

    explicit ReviewModel(QObject *parent = nullptr)
        : QAbstractItemModel(parent)
    {
    }

    void setChanges(const QList<ReviewChange> &changes);
    const QList<ReviewChange> &changes() const { return m_changes; }
    /// The person at `index`, with the change that concerns them.
    struct Place {
        const ReviewChange *change = nullptr;
        const ReviewUser *user = nullptr;
    };
    Place placeOf(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &) const override { return 1; }
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Node {
        Kind kind = Kind::Change;
        int parent = -1;
        int row = 0;
        int change = 0;
        int group = -1; ///< In gains or losses of the change.
        bool gain = false;
        int shown = 0; ///< People of a group that the view knows.
        QList<int> children;
    };

    int addNode(Kind kind, int parent, int change, int group, bool gain);
    void addSide(int change, int parent, bool gain);
    static bool isUser(const QModelIndex &index) { return (index.internalId() & 1) != 0; }
    static int nodeOf(const QModelIndex &index) { return int(index.internalId() >> 1); }
    const ReviewGroup &groupOf(const Node &node) const;
    QVariant changeData(const ReviewChange &change, int role) const;
    QVariant sideData(const Node &node, int role) const;
    static QVariant userData(const ReviewUser &user, int role);

    QList<ReviewChange> m_changes;
    QList<Node> m_nodes;
    QList<int> m_roots;
};
