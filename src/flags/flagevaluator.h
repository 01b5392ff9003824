#pragma once

#include "flags/evaluation.h"
#include "flags/flagset.h"

#include <QSet>

/// The flags of one environment at one instant, made ready to be asked for many people: a few hundred nanoseconds each.
/// Keeps no reference to the set it was made of; reading it is safe on any thread.
///
/// The order: all killed, flag killed, environment off, prerequisites, denied by name, allowed by name, rollout phases
/// (the earliest), groups, share of the people, nobody.
class FlagEvaluator {
public:
    FlagEvaluator(const FlagSet &set, const QString &environment, UtcMicros now);

    /// `otherwise` where there is no such flag or environment, or its prerequisites lead back to it.
    Evaluation evaluate(const QString &flag, const QString &user, bool otherwise = false) const;
    /// The same by position in FlagSet::flags.
    Evaluation evaluate(int flag, const QString &user, bool otherwise = false) const;

private:
    struct Gate {
        int phase;
        int group;
    };
    struct Rules {
        QString key;
        QString salt;
        bool killed = false;
        bool enabled = false;
        int rolloutMilli = 0;
        bool namesSomebody = false;
        QList<int> prerequisites; ///< Positions.
        QSet<QString> allow;
        QSet<QString> deny;
        QList<int> groups;
        QList<Gate> gates; ///< By phase.
    };

    Evaluation evaluate(int flag, const QString &user, bool otherwise, int depth) const;
    /// False where nothing that comes before names and shares decides.
    bool isHeldOff(const Rules &rules, const QString &user, bool otherwise, int depth, Evaluation &answer) const;
    bool isTargeted(const Rules &rules, const QString &user, Evaluation &answer) const;
    static void split(const Rules &rules, const QString &user, bool otherwise, Evaluation &answer);

    QString m_environment;
    bool m_known = false; ///< Whether there is such an environment.
    bool m_killed = false;
    Directory m_directory;
    QList<Rules> m_rules;
    QHash<QString, int> m_positions;
};

/// 0..99,999: which of a hundred thousand buckets somebody is in for the flag with that salt.
int flagBucket(const QString &salt, const QString &user);

/// One question. For many, make a FlagEvaluator.
Evaluation evaluate(const FlagSet &set, const QString &flag, const QString &environment, const QString &user,
    UtcMicros now, bool otherwise = false);
