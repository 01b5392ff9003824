#pragma once

#include <QList>
#include <QString>

/// Somebody whose view would change, and by which rules.
struct ReviewUser {
    QString key;
    QString name; ///< As the directory has it; empty where it has none.
    QString before; ///< The deciding rule in words.
    QString after;

    friend bool operator==(const ReviewUser &, const ReviewUser &) = default;
};

/// Those of one group. Somebody in several groups stands in the first one, so that the counts add up.
struct ReviewGroup {
    QString name;
    QList<ReviewUser> users;

    friend bool operator==(const ReviewGroup &, const ReviewGroup &) = default;
};

/// One staged change and what it would do to the people of the directory.
struct ReviewChange {
    QString flagKey;
    QString environment; ///< Name on the screen.
    QString from;
    QString to;
    QString view; ///< "Spending Analytics"
    QString refusal; ///< Why it cannot be applied; empty where it can.
    QList<ReviewGroup> gains;
    QList<ReviewGroup> losses;

    static qint64 count(const QList<ReviewGroup> &groups)
    {
        qint64 users = 0;
        for (const ReviewGroup &group : groups)
            users += group.users.size();
        return users;
    }
    friend bool operator==(const ReviewChange &, const ReviewChange &) = default;
};
