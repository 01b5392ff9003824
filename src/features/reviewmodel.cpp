#include "features/reviewmodel.h"

#include "core/error.h"
#include "core/format.h"

void ReviewModel::setChanges(const QList<ReviewChange> &changes)
{
    beginResetModel();
    m_changes = changes;
    m_nodes.clear();
    m_roots.clear();
    for (int change = 0; change < m_changes.size(); ++change) {
        const int root = addNode(Kind::Change, -1, change, -1, false);
        addSide(change, root, true);
        addSide(change, root, false);
        if (m_nodes.at(root).children.isEmpty())
            addNode(Kind::Nobody, root, change, -1, false);
    }
    endResetModel();
}

int ReviewModel::addNode(Kind kind, int parent, int change, int group, bool gain)
{
    const int id = int(m_nodes.size());
    auto &siblings = parent < 0 ? m_roots : m_nodes[parent].children;
    const int row = int(siblings.size());
    siblings.append(id);
    m_nodes.append({ kind, parent, row, change, group, gain, 0, {} });
    return id;
}

void ReviewModel::addSide(int change, int parent, bool gain)
{
    const auto &groups = gain ? m_changes.at(change).gains : m_changes.at(change).losses;
    if (ReviewChange::count(groups) == 0)
        return;
    const int side = addNode(gain ? Kind::Gain : Kind::Loss, parent, change, -1, gain);
    for (int group = 0; group < groups.size(); ++group) {
        const int node = addNode(Kind::Group, side, change, group, gain);
        m_nodes[node].shown = qMin(Portion, int(groups.at(group).users.size()));
    }
}

const ReviewGroup &ReviewModel::groupOf(const Node &node) const
{
    const ReviewChange &change = m_changes.at(node.change);
    return (node.gain ? change.gains : change.losses).at(node.group);
}

ReviewModel::Place ReviewModel::placeOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node &node = m_nodes.at(nodeOf(index));
    return { &m_changes.at(node.change), isUser(index) ? &groupOf(node).users.at(index.row()) : nullptr };
}

QModelIndex ReviewModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(m_roots.at(row)) << 1);
    const Node &node = m_nodes.at(nodeOf(parent));
    if (node.kind == Kind::Group)
        return createIndex(row, column, (quintptr(nodeOf(parent)) << 1) | 1);
    return createIndex(row, column, quintptr(node.children.at(row)) << 1);
}

QModelIndex ReviewModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int above = isUser(index) ? nodeOf(index) : m_nodes.at(nodeOf(index)).parent;
    return above < 0 ? QModelIndex() : createIndex(m_nodes.at(above).row, 0, quintptr(above) << 1);
}

int ReviewModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_roots.size());
    if (parent.column() != 0 || isUser(parent))
        return 0;
    const Node &node = m_nodes.at(nodeOf(parent));
    return node.kind == Kind::Group ? node.shown : int(node.children.size());
}

bool ReviewModel::hasChildren(const QModelIndex &parent) const { return rowCount(parent) > 0; }

bool ReviewModel::canFetchMore(const QModelIndex &parent) const
{
    if (!parent.isValid() || isUser(parent))
        return false;
    const Node &node = m_nodes.at(nodeOf(parent));
    return node.kind == Kind::Group && node.shown < groupOf(node).users.size();
}

void ReviewModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    Node &node = m_nodes[nodeOf(parent)];
    const int shown = qMin(node.shown + Portion, int(groupOf(node).users.size()));
    beginInsertRows(parent, node.shown, shown - 1);
    node.shown = shown;
    endInsertRows();
}

QVariant ReviewModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node &node = m_nodes.at(nodeOf(index));
    if (role == KindRole)
        return int(isUser(index) ? Kind::User : node.kind);
    if (isUser(index))
        return userData(groupOf(node).users.at(index.row()), role);
    if (node.kind == Kind::Change)
        return changeData(m_changes.at(node.change), role);
    return sideData(node, role);
}

QVariant ReviewModel::changeData(const ReviewChange &change, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return visibleControls(change.flagKey);
    case CaptionRole:
        return tr("%1: %2 → %3").arg(change.environment, change.from, change.to);
    case CountRole:
        return change.environment;
    case FromRole:
        return change.from;
    case ToRole:
        return change.to;
    case ProblemRole:
        return change.refusal;
    case Qt::ToolTipRole:
        return change.refusal;
    case Qt::AccessibleTextRole:
        return tr("%1, %2: %3 becomes %4. %5")
            .arg(change.flagKey, change.environment, change.from, change.to, change.refusal);
    default:
        return {};
    }
}

QVariant ReviewModel::sideData(const Node &node, int role) const
{
    const ReviewChange &change = m_changes.at(node.change);
    if (node.kind == Kind::Nobody)
        return role == Qt::DisplayRole ? QVariant(tr("Nobody's view changes")) : QVariant();
    if (node.kind == Kind::Group) {
        const ReviewGroup &group = groupOf(node);
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
            return group.name.isEmpty() ? tr("In no group") : visibleControls(group.name);
        return role == CountRole ? QVariant(Format::count(group.users.size())) : QVariant();
    }
    const bool gain = node.kind == Kind::Gain;
    const qint64 people = ReviewChange::count(gain ? change.gains : change.losses);
    if (role != Qt::DisplayRole)
        return {};
    const QString count = Format::count(people);
    if (people == 1)
        return gain ? tr("1 person gains %1").arg(change.view) : tr("1 person loses %1").arg(change.view);
    return gain ? tr("%1 people gain %2").arg(count, change.view) : tr("%1 people lose %2").arg(count, change.view);
}

QVariant ReviewModel::userData(const ReviewUser &user, int role)
{
    const QString name = visibleControls(user.name.isEmpty() ? user.key : user.name);
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case CaptionRole:
        return visibleControls(user.after);
    case Qt::ToolTipRole:
        return tr("%1\nNow: %2\nThen: %3")
            .arg(visibleControls(user.key), visibleControls(user.before), visibleControls(user.after));
    case Qt::AccessibleTextRole:
        return tr("%1. Now: %2. Then: %3").arg(name, visibleControls(user.before), visibleControls(user.after));
    default:
        return {};
    }
}
