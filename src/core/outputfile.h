#pragma once

#include <QSaveFile>

/// A file that a person chose to write: it takes its name only when all of it is written, and never writes through a
/// symbolic link, where the file that would be replaced is another one than the name says.
class OutputFile : public QSaveFile
{
public:
    using QSaveFile::QSaveFile;

    /// Fails on a symbolic link, also on one that leads nowhere, with a sentence as its errorString().
    bool open(OpenMode mode) override;
};
