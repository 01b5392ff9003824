#pragma once

class QCoreApplication;

/// The texts in the sources are English already, but know one form only: "%n jobs". This loads the singulars.
void installPlurals(QCoreApplication &application);
