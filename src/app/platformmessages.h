#pragma once

#include <QString>

/// The two notes that Qt's platform layer writes where there is no desktop (a server, a picture without a screen). They
/// say nothing about the program and the user can do nothing about them. Everything else still reaches stderr.
namespace PlatformMessages {

bool isKnownNoise(const QString &message);
/// For the whole program; call before QApplication is made.
void dropKnownNoise();

}
