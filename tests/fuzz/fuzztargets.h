#pragma once

#include <QByteArrayView>
#include <QList>

/// What reads text that somebody else wrote, each behind one function that takes any bytes. A function ends the program
/// where a promise of the parser does not hold; a crash, a leak or undefined behaviour is for the sanitizers to find.
namespace FuzzTargets {

struct Target
{
    const char *name; ///< Of its folder below tests/data/fuzz.
    void (*run)(QByteArrayView input);
};

const QList<Target> &all();

}
