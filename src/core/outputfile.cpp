#include "core/outputfile.h"

#include <QCoreApplication>
#include <QFileInfo>

bool OutputFile::open(OpenMode mode)
{
    if (!QFileInfo(fileName()).isSymLink())
        return QSaveFile::open(mode);
    setErrorString(QCoreApplication::translate("OutputFile", "It is a link to another file: choose that file, or another name."));
    return false;
}
