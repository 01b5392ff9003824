#pragma once

#include <QString>

/// Why an evaluation came out as it did, under OpenFeature's names.
enum class FlagReason { Static, Default, TargetingMatch, Split, Disabled, Error };

/// What kept an evaluation from being one.
enum class FlagError { None, FlagNotFound, TargetingKeyMissing, InvalidContext, General };

/// The rule that decided, in the order in which they are asked.
enum class FlagRule {
    None,
    AllKilled,
    Killed,
    EnvironmentOff,
    Prerequisite,
    DeniedUser,
    AllowedUser,
    Phase,
    Group,
    Split,
    Everybody,
    Nobody
};

/// Which view somebody gets, and why. Never an exception: what cannot be evaluated has the caller's default and an
/// error.
struct Evaluation {
    QString flag;
    bool value = false; ///< The new view?
    FlagReason reason = FlagReason::Default;
    FlagError error = FlagError::None;
    FlagRule rule = FlagRule::None;
    QString subject; ///< The rule's group, prerequisite flag, environment or user.
    int phase = 0; ///< Of FlagRule::Phase.
    int bucket = -1; ///< 0..99,999 where FlagRule::Split was asked; else -1.
    int threshold = 0; ///< The rollout in thousandths that the bucket was compared with.

    /// "new" or "legacy".
    QString variant() const;
    /// Stable name of the deciding rule: "phase:2/qa-team", "group:qa-team", "split", "allow:ann".
    QString ruleId() const;
    /// The rule in words that a person accepts: "bucket 41,237 of 100,000 is not below 25,000 (25 %)".
    QString words() const;
};

/// "TARGETING_MATCH"
QString flagReasonName(FlagReason reason);
/// "FLAG_NOT_FOUND"; empty for None.
QString flagErrorName(FlagError error);
