#include "core/nearestname.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace {

/// Letters to put in, leave out or change until `a` is `b`.
int distance(const QString &a, const QString &b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (int i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = i + 1;
        for (int j = 0; j < b.size(); ++j) {
            const int changed = diagonal + (a.at(i) == b.at(j) ? 0 : 1);
            diagonal = row[size_t(j) + 1];
            row[size_t(j) + 1] = std::min({ changed, diagonal + 1, row[size_t(j)] + 1 });
        }
    }
    return row.back();
}

}

QString nearestName(const QString &typed, const QStringList &known)
{
    constexpr qsizetype longest = 200; // Nobody types more by hand.
    const QString wanted = typed.left(longest).toLower();
    int least = std::max(1, int(wanted.size()) / 3) + 1;
    QString nearest;
    for (const QString &name : known) {
        if (std::abs(name.size() - wanted.size()) >= least)
            continue;
        if (const int letters = distance(wanted, name.toLower()); letters < least) {
            least = letters;
            nearest = name;
        }
    }
    return nearest;
}
