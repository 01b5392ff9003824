#include "support/testpaths.h"

QString testData(const QString &name)
{
    return QStringLiteral(SIGNALBOX_TEST_DATA "/") + name;
}
