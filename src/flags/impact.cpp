#include "flags/impact.h"

Impact simulate(const FlagSet &before, const FlagSet &after, const QStringList &environments, UtcMicros now,
    const QStringList &always)
{
    Impact impact;
    const QList<Person> &people = after.directory.people();
    impact.people = int(people.size());
    for (const QString &environment : environments) {
        const FlagEvaluator old(before, environment, now);
        const FlagEvaluator changed(after, environment, now);
        for (const QString &key : after.keys()) {
            FlagImpact flag { key, environment };
            for (int i = 0; i < people.size(); ++i) {
                const Evaluation was = old.evaluate(key, people.at(i).key);
                const Evaluation is = changed.evaluate(key, people.at(i).key);
                flag.before += was.value;
                flag.after += is.value;
                if (was.value == is.value)
                    continue;
                ++(is.value ? flag.gains : flag.losses);
                impact.rows.append({ i, environment, was, is });
            }
            if (flag.gains > 0 || flag.losses > 0 || always.contains(key))
                impact.flags.append(flag);
        }
    }
    return impact;
}
